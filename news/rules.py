"""Who writes, who approves, who publishes."""

import rules

from news.enums import ArticleState
from portal.roles import Role, has_role

is_editor = has_role(Role.EDITOR)
is_publisher = has_role(Role.PUBLISHER)
is_newsroom = is_editor | is_publisher

rules.add_perm("news", is_newsroom)

MODELS = (
    "article",
    "category",
    "enclosure",
    "mediacoverage",
    "mediaimage",
    "series",
    "story",
    "tag",
)
for model in MODELS:
    rules.add_perm(f"news.view_{model}", is_newsroom)
    rules.add_perm(f"news.add_{model}", is_newsroom)
    is_part = model == "enclosure"  # taken off where the article may be changed
    rules.add_perm(f"news.delete_{model}", is_newsroom if is_part else rules.always_deny)

for model in ("category", "mediacoverage", "mediaimage", "series", "tag"):
    rules.add_perm(f"news.change_{model}", is_newsroom)


@rules.predicate
def is_not_approved(user, article):
    """Asked about articles at large, or about one that nobody has approved yet."""
    return article is None or article.state in {ArticleState.DRAFT, ArticleState.IN_REVIEW}


# What was approved is approved word by word: whoever may approve may change it afterwards.
rules.add_perm("news.change_article", is_publisher | (is_editor & is_not_approved))

# Four eyes: who writes does not approve; what is approved may be put out by either.
rules.add_perm("news.submit_article", is_newsroom)
rules.add_perm("news.approve_article", is_publisher)
rules.add_perm("news.publish_article", is_publisher)
rules.add_perm("news.comment_article", is_newsroom)
rules.add_perm("news.correct_article", is_publisher)

# Changed where the article may be changed: the form asks about the article.
rules.add_perm("news.change_story", is_newsroom)
rules.add_perm("news.change_enclosure", is_newsroom)

# Made when an address changes; links that people kept depend on it.
rules.add_perm("news.view_articleredirect", is_newsroom)
for act in ("add", "change", "delete"):
    rules.add_perm(f"news.{act}_articleredirect", rules.always_deny)

# They stand on the home page for a time and keep nothing that has to be told later.
for act in ("view", "add", "change", "delete"):
    rules.add_perm(f"news.{act}_banner", is_newsroom)

# Questions carry names and addresses: the newsroom reads them, nobody adds one but the public form.
rules.add_perm("news.view_readerquestion", is_newsroom)
rules.add_perm("news.change_readerquestion", is_newsroom)
rules.add_perm("news.add_readerquestion", rules.always_deny)
rules.add_perm("news.delete_readerquestion", rules.always_deny)
rules.add_perm("news.answer_readerquestion", is_newsroom)
rules.add_perm("news.publish_readerquestion", is_publisher)
