"""A dossier of *lisière*, a referral being prepared, one that was filed; a testimony and a body; orders. Everything is invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vigie.cases.actions.deadlines import add_deadline
from vigie.cases.actions.referrals import open_referral
from vigie.cases.api import DossierDraft, DossierKind, load_bodies, open_dossier
from vigie.cases.models import Referral
from vigie.facts.api import OrderDraft, delete_order, write_order
from vigie.kernel.api import now as clock
from vigie.kernel.api import today
from vigie.network.api import Audience, Role

if TYPE_CHECKING:
    from tests.matrix.world import World


def add_referrals(made: World) -> None:
    """Build them, in the name of *lisière*'s juriste and coordinator."""
    load_bodies(now=clock())
    juriste, mine = made.acting("lisiere", Role.JURISTE), made.acting("lisiere")
    slug = open_dossier(acting=juriste, draft=DossierDraft("Saisies inventées", DossierKind.TEXT), now=clock())
    referral = open_referral(acting=juriste, slug=slug, body="ddd", now=clock())
    sent = open_referral(acting=juriste, slug=slug, body="igpn", now=clock())
    Referral.objects.filter(id=sent).update(state="filed", filed_on=today(), channel="lettre")
    deadline = add_deadline(acting=juriste, slug=slug, label="Audience", now=clock())
    made.args["dossier with a referral"] = (slug,)
    made.args["referral"] = (slug, referral)
    made.args["referral that was filed"] = (slug, sent)
    made.args["deadline of a referral"] = (slug, deadline)
    made.args["body"] = ("ddd",)
    made.args["testimony and a body"] = (made.args["testimony refused to the network"][0], "ddd")
    for name, audience in (("order of the association", Audience.OWNER), ("order for the network", Audience.NETWORK)):
        draft = OrderDraft("decree", "Arrêté inventé", places=("calais",), audience=audience, invented=True)
        made.args[name] = (write_order(acting=mine, draft=draft, now=clock()),)
    binned = write_order(acting=mine, draft=OrderDraft("practice", "Pratique inventée"), now=clock())
    delete_order(acting=mine, order_id=binned, now=clock())
    made.args["order in the bin"] = (binned,)
