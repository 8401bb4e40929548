from importlib import import_module

from django.apps import AppConfig


class ScoringConfig(AppConfig):
    name = "scoring"

    def ready(self) -> None:
        # Read once at the start: it adds this room's conditions to the edges of lower rooms.
        import_module("scoring.actions")
