"""The letters a programme begins with; each may write its own. Their places are those of ``rules.replies``."""

from __future__ import annotations

from collections.abc import Mapping

from ..rules.kinds import ReplyKind

DEFAULTS: dict[ReplyKind, tuple[Mapping[str, str], Mapping[str, str]]] = {
    ReplyKind.RECEIVED: (
        {"fr": "Votre candidature : {appel}", "en": "Your application: {appel}"},
        {
            "fr": "Bonjour {prenom},\n\nVotre candidature pour « {mission} » est bien arrivée. Deux personnes de deux organisations la liront, puis nous vous répondrons, quelle que soit la réponse.\n\nVous pouvez suivre où elle en est, avec le code que vous avez noté : {lien}\n\n{organisation}",
            "en": "Dear {prenom},\n\nYour application for “{mission}” has arrived. Two people from two organisations will read it, then we will answer you, whatever the answer.\n\nYou can follow it with the code you wrote down: {lien}\n\n{organisation}",
        },
    ),
    ReplyKind.INCOMPLETE: (
        {"fr": "Il manque une pièce : {appel}", "en": "Something is missing: {appel}"},
        {
            "fr": "Bonjour {prenom},\n\nIl manque encore quelque chose à votre candidature pour « {mission} ». Ouvrez-la avec le code que vous avez noté, la page dit quoi : {lien}\n\n{organisation}",
            "en": "Dear {prenom},\n\nSomething is still missing from your application for “{mission}”. Open it with the code you wrote down, the page says what: {lien}\n\n{organisation}",
        },
    ),
    ReplyKind.INTERVIEW: (
        {"fr": "Un entretien : {appel}", "en": "An interview: {appel}"},
        {
            "fr": "Bonjour {prenom},\n\nNous aimerions vous rencontrer au sujet de la mission « {mission} ». Choisissez un horaire sur votre page, avec le code que vous avez noté : {lien}\n\nSi aucun ne convient, répondez à ce message.\n\n{organisation}",
            "en": "Dear {prenom},\n\nWe would like to meet you about the mission “{mission}”. Choose a time on your page, with the code you wrote down: {lien}\n\nIf none suits you, answer this message.\n\n{organisation}",
        },
    ),
    ReplyKind.SELECTED: (
        {"fr": "Votre candidature est retenue : {appel}", "en": "You are selected: {appel}"},
        {
            "fr": "Bonjour {prenom},\n\nBonne nouvelle : votre candidature pour « {mission} » est retenue. Nous vous écrivons très vite pour la suite. Dites-nous dès que possible si vous acceptez.\n\n{organisation}",
            "en": "Dear {prenom},\n\nGood news: your application for “{mission}” is selected. We will write to you very soon about what comes next. Please tell us as soon as you can whether you accept.\n\n{organisation}",
        },
    ),
    ReplyKind.WAITING: (
        {"fr": "Liste d’attente : {appel}", "en": "Waiting list: {appel}"},
        {
            "fr": "Bonjour {prenom},\n\nVotre candidature pour « {mission} » nous intéresse, mais une autre personne part cette fois. Vous êtes sur la liste d’attente : si une place se libère, nous vous appelons.\n\n{organisation}",
            "en": "Dear {prenom},\n\nYour application for “{mission}” interests us, but someone else goes this time. You are on the waiting list: if a place opens, we will call you.\n\n{organisation}",
        },
    ),
    ReplyKind.REFUSED: (
        {"fr": "Notre réponse : {appel}", "en": "Our answer: {appel}"},
        {
            "fr": "Bonjour {prenom},\n\nMerci du temps et du soin que vous avez mis dans votre candidature pour « {mission} ». Elle n’est pas retenue cette fois. Si vous voulez savoir pourquoi, répondez à ce message : nous vous le dirons.\n\nVos papiers seront effacés le {effacement}.\n\n{organisation}",
            "en": "Dear {prenom},\n\nThank you for the time and care you put into your application for “{mission}”. It is not selected this time. If you want to know why, answer this message: we will tell you.\n\nYour papers will be erased on {effacement}.\n\n{organisation}",
        },
    ),
}
