"""The vault and the frame, nothing else."""

from django.urls import include, path

urlpatterns = [path("coffre/", include("vigie.vault.web.urls")), path("ui/", include("vigie.ui.web.urls"))]
