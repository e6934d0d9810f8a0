"""The groups of staff, made by command."""

import io

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from consultations.admin.groups import ANALYSTS, EDITORS, MANAGERS, MODERATORS
from tests import factories

COMMAND = "create_consultation_groups"


def run(*arguments):
    out, err = io.StringIO(), io.StringIO()
    call_command(COMMAND, *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def snapshot():
    return (
        sorted(Group.objects.values_list("name", "permissions__codename")),
        sorted(GroupPagePermission.objects.values_list("group__name", "page", "permission")),
        sorted(
            GroupCollectionPermission.objects.values_list("group__name", "collection", "permission")
        ),
    )


def test_running_it_again_changes_nothing(world):
    run()
    first = snapshot()
    run()
    assert snapshot() == first


def test_wagtails_own_groups_are_left_alone(world):
    def theirs():
        return [
            [line for line in lines if line[0] in {"Editors", "Moderators"}] for lines in snapshot()
        ]

    before = theirs()
    assert before[0]
    run()
    assert theirs() == before


def test_editors_work_below_every_hub(world):
    second = factories.ConsultationIndexPageFactory(parent=world.home, slug="more")
    run()
    pages = GroupPagePermission.objects.filter(group__name=EDITORS)
    assert set(pages.values_list("page", flat=True)) == {world.hub.pk, second.pk}
    assert set(pages.values_list("permission__codename", flat=True)) == {
        "add_page",
        "change_page",
        "publish_page",
    }


def test_editors_work_where_the_command_says(world):
    run("--root", str(world.home.pk))
    pages = GroupPagePermission.objects.filter(group__name=EDITORS)
    assert set(pages.values_list("page", flat=True)) == {world.home.pk}


def test_a_page_that_does_not_exist_is_named(world):
    with pytest.raises(CommandError, match="no page with the number 999999"):
        run("--root", "999999")


def test_without_a_hub_it_says_what_is_missing(db):
    assert "There is no consultation hub yet" in run()[1]


@pytest.mark.parametrize(
    ("group", "may", "may_not"),
    [
        (
            EDITORS,
            {
                "access_admin",
                "add_organisation",
                "change_topic",
                "publish_safetyguidance",
                "delete_offlineresponse",
                "reply_officially",
            },
            {
                "moderate_discussioncomment",
                "delete_organisation",
                "export_discussioncomment",
                "change_moderationpolicy",
            },
        ),
        (
            MODERATORS,
            {
                "access_admin",
                "view_discussioncomment",
                "moderate_discussioncomment",
                "export_discussioncomment",
                "reply_officially",
                "view_report",
                "view_decision",
                "view_sanction",
                "view_appeal",
                "impose_sanction",
                "add_wordrule",
                "delete_savedreason",
            },
            {
                "change_organisation",
                "add_offlineresponse",
                "manage_moderation",
                "change_moderationpolicy",
                "delete_wordrule",
                "view_outboxmessage",
            },
        ),
        (
            MANAGERS,
            {
                "moderate_discussioncomment",
                "impose_sanction",
                "manage_moderation",
                "publish_moderationpolicy",
                "delete_wordrule",
                "add_legalhold",
                "view_retentionrun",
                "view_outboxmessage",
            },
            {"delete_moderationpolicy", "delete_legalhold", "change_topic", "change_retentionrun"},
        ),
        (
            ANALYSTS,
            {
                "access_admin",
                "view_discussioncomment",
                "export_discussioncomment",
                "view_offlineresponse",
            },
            {"moderate_discussioncomment", "reply_officially", "view_report"},
        ),
    ],
)
def test_each_group_may_do_its_work_and_no_more(world, group, may, may_not):
    run()
    codenames = set(Group.objects.get(name=group).permissions.values_list("codename", flat=True))
    assert may <= codenames
    assert not may_not & codenames


def test_what_was_added_by_hand_stays(world):
    run()
    group = Group.objects.get(name=ANALYSTS)
    extra = Group.objects.get(name=MODERATORS).permissions.get(codename="view_report")
    group.permissions.add(extra)
    run()
    assert extra in group.permissions.all()
