"""A browser signed in as someone of the vault's situations."""

from __future__ import annotations

from django.test import Client

from tests.factories.network import member, organisation
from vigie.network.api import Acting
from vigie.network.models import Person, RoleGrant


def browser(acting: Acting) -> Client:
    """Return the browser of one person, who exists in the network with these roles and no others."""
    home = organisation(acting.organisation_slug, id=acting.organisation, name=acting.organisation_name)
    RoleGrant.objects.filter(person_id=acting.actor).delete()
    person = Person.objects.filter(id=acting.actor).first()
    known = {} if person else {"id": acting.actor, "name": acting.name}
    person = member(acting.actor, of=home, roles=acting.roles, protected=True, **known)
    client = Client()
    client.force_login(person)
    return client
