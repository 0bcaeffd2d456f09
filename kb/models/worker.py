"""The worker's sign of life."""

from django.db import models


class WorkerPulse(models.Model):
    """When a worker last came round; `/readyz` shows it."""

    name = models.SlugField(unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} at {self.at:%Y-%m-%d %H:%M:%S}"
