from ui.formats.house import *  # noqa: F403 - Django reads these names from each language's own module
