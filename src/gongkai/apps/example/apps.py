from django.apps import AppConfig


class ExampleConfig(AppConfig):
    name = "gongkai.apps.example"
    label = "example"
    verbose_name = "示例县"
    default_auto_field = "django.db.models.BigAutoField"
