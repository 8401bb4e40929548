from importlib import import_module

from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "papers"

    def ready(self) -> None:
        # Which acts leave a paper is declared in the actions: no act may come before them.
        import_module("papers.actions")
