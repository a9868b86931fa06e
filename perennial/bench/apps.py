from django.apps import AppConfig


class BenchConfig(AppConfig):
    name = "perennial.bench"
    label = "bench"
