"""The door a web server knocks at."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

# What start-up made stays for good: the collector need not walk it at every turn.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 100)
