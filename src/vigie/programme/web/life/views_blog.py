"""The blog inside the house: one's posts and those to read, one post, its safety check, its pictures, the export."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vigie.kernel.api import Conflict, Invalid, Missing, now
from vigie.network.api import Acting, acting_of, person_names
from vigie.ui.api import drop_draft, file_name, resumed, toast, unjudged

from ...actions.life import blogging as acts
from ...documents.life.leaving import posts_zip
from ...models.life import Post
from ...queries.access import missions
from ...queries.life import blog
from ...queries.life.safety import Checked, check_post, cut
from ...rules.life.safety import Face
from ...rules.life.states import PostState
from ...wording_life import FACES
from ..forms import line, lines_of, tell, words
from ..prose import prose
from .common import attempt, uploaded


class PostForm(forms.Form):
    """A post."""

    title = line(gettext_lazy("Titre"), required=True)
    language = forms.ChoiceField(label=gettext_lazy("Langue"), choices=[("fr", "Français"), ("en", "English")])
    summary = words(gettext_lazy("En deux phrases"), rows=2)
    body = words(gettext_lazy("Texte"), rows=16, help_text=gettext_lazy("Une ligne vide entre deux paragraphes. ## devant un titre, ** autour d’un mot fort."))  # fmt: skip
    signed = line(gettext_lazy("Signature"), most=120, help_text=gettext_lazy("Le prénom ou le pseudonyme que vous choisissez. Vide : pas de signature."))  # fmt: skip
    themes = line(gettext_lazy("Thèmes"), help_text=gettext_lazy("Séparés par des virgules."))
    cleared = words(gettext_lazy("Mots regardés, qui ne désignent personne"), rows=3, help_text=gettext_lazy("Un par ligne : une ville, une œuvre, une personne publique."))  # fmt: skip
    base = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def draft(self) -> acts.PostDraft:
        """Return what was typed."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "base"}
        return acts.PostDraft(**{**data, "themes": data["themes"].split(","), "cleared": lines_of(data["cleared"])})


@require_GET
def posts(request: HttpRequest) -> HttpResponse:
    """List one's posts, those to read, those that are out."""
    acting = acting_of(request)
    rows = list(blog.posts(acting))
    context = {
        "mine": [row for row in rows if row.author == acting.actor and row.state != PostState.PUBLISHED],
        "to_read": [row for row in rows if row.state == PostState.REVIEW and blog.may_review(acting, row)],
        "out": [row for row in rows if row.state == PostState.PUBLISHED],
        "down": [row for row in rows if row.state == PostState.TAKEN_DOWN and row.author != acting.actor],
        "missions": list(_missions(acting)),
    }
    return render(request, "programme/life/posts.html", context)


def _missions(acting: Acting) -> Any:
    return missions(acting).exclude(state="cancelled")


@require_http_methods(["GET", "POST"])
def new_post(request: HttpRequest) -> HttpResponse:
    """Begin a post about a mission."""
    acting = acting_of(request)
    slug = request.POST.get("mission") or request.GET.get("mission", "")
    found = _missions(acting).filter(slug=slug).first()
    if found is None:
        raise Missing("programme.no_mission")
    again = resumed(request, "article", found.id)
    form = PostForm(request.POST or again or None)
    if again:
        unjudged([form])
    if request.method == "POST" and form.is_valid():
        try:
            made = acts.begin_post(acting=acting, draft=form.draft(), mission=slug, now=now(), invented=found.invented)
        except Invalid as refusal:
            tell(form, refusal)
        else:
            drop_draft(request, "article", found.id)
            return redirect("programme:post", made)
    context = {"form": form, "mission": found, "about": found.id}
    return render(request, "programme/life/post.html", context, status=400 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
def post(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a post: its author writes it beside what the check points at; a second person reads it."""
    acting = acting_of(request)
    row = blog.post_of(acting, slug)
    again = resumed(request, "article", row.id)
    form = PostForm(request.POST or again or None, initial=_initial(row))
    if again:
        unjudged([form])
    if request.method == "POST" and form.is_valid():
        try:
            acts.write_post(acting=acting, slug=slug, draft=form.draft(), base=form.cleaned_data["base"], now=now())
        except (Invalid, Conflict) as refusal:
            tell(form, refusal)
        else:
            drop_draft(request, "article", row.id)
            toast(request, _("L’article est enregistré."))
            return redirect("programme:post", slug)
    context = _shown(acting, row, form)
    return render(request, "programme/life/post.html", context, status=400 if request.method == "POST" else 200)


def _initial(row: Post) -> dict[str, Any]:
    names = ("title", "language", "summary", "body", "signed")
    return {
        **{name: getattr(row, name) for name in names},
        "themes": ", ".join(row.themes),
        "cleared": "\n".join(row.cleared),
        "base": row.version,
    }


def _shown(acting: Acting, row: Post, form: PostForm) -> dict[str, object]:
    checked = check_post(row, acting)
    names = person_names([row.author, row.reviewer])
    mine = row.author == acting.actor
    return {
        "post": row,
        "mission": row.mission,
        "form": form if mine and row.state == PostState.DRAFT else None,
        "about": row.id,
        "mine": mine,
        "checked": checked,
        "found": _found(row, checked),
        "marked": list(cut(row.body, checked.texts["body"])),
        "html": prose(row.body),
        "pictures": [(p, checked.texts[f"picture-{p.id}"]) for p in row.pictures.all()],
        "faces": [(face.value, FACES[face]) for face in Face],
        "author": names.get(row.author, ""),
        "reviewer": names.get(row.reviewer, ""),
        "reviews": blog.may_review(acting, row) and row.state == PostState.REVIEW,
        "may_take_down": row.state == PostState.PUBLISHED and (mine or blog.may_review(acting, row)),
    }


def _found(row: Post, checked: Checked) -> list[tuple[str, str, bool]]:
    """Return each word to take out or look at once, with what it could tell."""
    found = {f.words: (f.words, f.mark, f.never) for stretches in checked.texts.values() for f in stretches}
    return sorted(found.values(), key=lambda one: (not one[2], row.body.find(one[0])))


@require_POST
def act(request: HttpRequest, slug: str) -> HttpResponse:
    """Submit, publish, give back, take down; add a picture, answer for it, take it out."""
    acting, what = acting_of(request), request.POST.get("what", "")
    told: dict[str, Any] = {"acting": acting, "slug": slug, "now": now()}
    text, picture_id = request.POST.get("words", ""), request.POST.get("picture", "")
    does: dict[str, tuple[Callable[[], object], str]] = {
        "submit": (lambda: acts.submit_post(**told), _("L’article attend d’être relu par une deuxième personne.")),
        "publish": (
            lambda: acts.publish_post(read=request.POST.get("read") == "yes", **told),
            _("L’article est publié."),
        ),
        "return": (lambda: acts.return_post(remark=text, **told), _("L’article revient à son auteur·e.")),
        "down": (lambda: acts.take_post_down(**told), _("L’article n’est plus sur les pages publiques.")),
        "again": (lambda: acts.take_post_up(**told), _("L’article est de nouveau un brouillon.")),
        "clear": (lambda: _clear(acting, slug, request.POST.getlist("word")), _("C’est noté.")),
        "add": (
            lambda: acts.add_picture(data=uploaded(request, "file") or b"", words=text, **told),
            _("L’image est ajoutée, sans lieu ni date. Répondez pour les visages."),
        ),
        "answer": (
            lambda: acts.answer_picture(
                picture_id=picture_id, face=_face(request.POST.get("face", "")), words=text, **told
            ),
            _("C’est noté."),
        ),
        "drop": (lambda: acts.drop_picture(picture_id=picture_id, **told), _("L’image est effacée.")),
    }
    if what not in does:
        raise Missing("programme.no_post")
    attempt(request, *does[what])
    return redirect("programme:post", slug)


def _face(text: str) -> Face:
    if text not in set(Face):
        raise Invalid("programme.face_needed", field="face")
    return Face(text)


def _clear(acting: Acting, slug: str, found: list[str]) -> None:
    """Say that words the check pointed at are nobody's."""
    row = blog.post_of(acting, slug)
    initial = _initial(row)
    draft = acts.PostDraft(
        row.title, row.body, row.summary, row.language, row.signed, row.themes, [*row.cleared, *found]
    )
    acts.write_post(acting=acting, slug=slug, draft=draft, base=initial["base"], now=now())


@require_GET
def picture(request: HttpRequest, slug: str, picture_id: str) -> HttpResponse:
    """Give a picture of a post to whoever reads it before it is out."""
    data = blog.picture_of(blog.post_of(acting_of(request), slug), picture_id)
    answer = HttpResponse(data, content_type="image/jpeg")
    answer["Cache-Control"] = "no-store"
    return answer


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """Give the posts that are out, to put them on another blog."""
    acting = acting_of(request)
    rows = [row for row in blog.posts(acting) if row.state == PostState.PUBLISHED]
    if not rows:
        raise Missing("programme.no_post")
    answer = HttpResponse(posts_zip((row, prose(row.body)) for row in rows), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{file_name("blog.zip")}"'
    return answer
