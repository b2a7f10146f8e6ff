"""Addresses of the dossiers, under ``/dossiers/``. Each group of pages lists its own."""

from .urls_bodies import urlpatterns as bodies
from .urls_documents import urlpatterns as documents
from .urls_dossiers import urlpatterns as dossiers
from .urls_exhibits import urlpatterns as exhibits
from .urls_mandates import urlpatterns as mandates
from .urls_referrals import urlpatterns as referrals
from .urls_statements import urlpatterns as statements

app_name = "cases"
urlpatterns = [*bodies, *mandates, *exhibits, *referrals, *documents, *statements, *dossiers]
