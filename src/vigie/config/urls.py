"""Addresses of the house, composed by strings: config imports no floor's views."""

from allauth.account import urls as account
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from . import urls_door

USED = (
    "account_login",
    "account_logout",
    "account_inactive",
    "account_signup",
    "account_reauthenticate",
    "account_change_password",
    "account_set_password",
)
SIGN_IN = [pattern for pattern in account.urlpatterns if pattern.name in USED]
"""What we use of allauth's own: addresses of electronic mail are none of it, a colleague makes the link to return."""


@login_not_required
def alive(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 -- a view
    """Answer 200 once the house is ready."""
    return HttpResponse("ok\n", content_type="text/plain")


urlpatterns = [
    path("sante", alive, name="alive"),
    path("", include("vigie.desk.web.urls")),
    path("terrain/", include("vigie.collection.web.urls")),
    *urls_door.urlpatterns,
    path("faits/", include("vigie.facts.web.urls")),
    path("dossiers/", include("vigie.cases.web.urls")),
    path("publications/", include("vigie.publication.web.urls")),
    path("formations/", include("vigie.learning.web.urls")),
    path("missions/", include("vigie.programme.web.urls")),
    path("appels/", include("vigie.programme.web.urls_public")),
    path("blog/", include("vigie.programme.web.life.urls_blog")),
    path("soirees/", include("vigie.programme.web.life.urls_evening")),
    path("reseau/", include("vigie.network.web.urls")),
    path("publics/", include("vigie.network.web.urls_public")),
    path("coffre/", include("vigie.vault.web.urls")),
    path("compte/", include("vigie.network.web.account_urls")),
    path("compte/", include(SIGN_IN)),
    path("compte/2fa/", include("allauth.mfa.urls")),
    path("ui/", include("vigie.ui.web.urls")),
]
handler400 = "vigie.ui.web.views.bad_request"
handler403 = "vigie.ui.web.views.denied"
handler404 = "vigie.ui.web.views.missing"
handler500 = "vigie.ui.web.views.broken"
