"""Who may do what in the newsroom: editors write, approvers read and publish."""

import rules

from news.enums import PUBLIC_STATES, WRITABLE_STATES, ArticleState
from portal.roles import Role, has_role

is_editor = has_role(Role.EDITOR)
is_publisher = has_role(Role.PUBLISHER)
is_administrator = has_role(Role.ADMINISTRATOR)
is_newsroom = is_editor | is_publisher | is_administrator


@rules.predicate
def is_public(user, article):
    return article is not None and article.state in PUBLIC_STATES


@rules.predicate
def is_writable(user, article):
    """A draft, or no article yet (the admin asks without one)."""
    return article is None or article.state in WRITABLE_STATES


@rules.predicate
def is_in_review(user, article):
    """The approver may mend a slip while reading; whether anything changed is in the log."""
    return article is None or article.state == ArticleState.IN_REVIEW


rules.add_perm("news", is_newsroom)

# An article, in the order of its life
rules.add_perm("news.add_article", is_editor | is_publisher)
rules.add_perm("news.view_article", is_newsroom | is_public)
rules.add_perm(
    "news.change_article", (is_editor & is_writable) | (is_publisher & (is_writable | is_in_review))
)
rules.add_perm("news.submit_article", is_editor | is_publisher)
rules.add_perm("news.approve_article", is_publisher)
rules.add_perm("news.publish_article", is_publisher)
rules.add_perm("news.delete_article", rules.always_deny)

for model in ("category", "tag", "mediaimage"):
    rules.add_perm(f"news.view_{model}", is_newsroom)
rules.add_perm("news.add_category", is_administrator)
rules.add_perm("news.change_category", is_administrator)
rules.add_perm("news.delete_category", is_administrator)
for model in ("tag", "mediaimage"):
    rules.add_perm(f"news.add_{model}", is_editor | is_publisher)
    rules.add_perm(f"news.change_{model}", is_editor | is_publisher)
    rules.add_perm(f"news.delete_{model}", is_publisher)
