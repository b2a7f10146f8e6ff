"""Addresses of the publications, under ``/publications/``. Each group of pages lists its own."""

from .urls_bulletins import urlpatterns as bulletins
from .urls_checks import urlpatterns as checks
from .urls_ledger import urlpatterns as ledger
from .urls_quotes import urlpatterns as quotes

app_name = "publication"
urlpatterns = [*ledger, *checks, *quotes, *bulletins]
