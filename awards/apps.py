from importlib import import_module

from django.apps import AppConfig


class AwardsConfig(AppConfig):
    name = "awards"

    def ready(self) -> None:
        # What only this room knows is asked of lower edges from the start.
        import_module("awards.actions")
