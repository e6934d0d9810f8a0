"""The release before works on a migrated database: what a migration must not do in one step."""

from collections.abc import Iterable, Iterator

import pytest
from django.db import migrations, models
from django.db.migrations import operations
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState
from django.db.models import NOT_PROVIDED
from django.db.models.functions import Now

BASELINE = {
    "consultations": "0005_moments",
    "discussion_pages": "0011_changes_of_published_comments",
    "home": "0002_initial",
    "members": "0001_initial",
}
"""The last migrations of the release before. Move them when a release is made."""

TAKES_AWAY = (
    operations.RemoveField,
    operations.DeleteModel,
    operations.RenameField,
    operations.RenameModel,
    operations.AlterModelTable,
    operations.RunSQL,
)


def faults(migration: migrations.Migration, state: ProjectState, new: set[str]) -> Iterator[str]:
    """Say what of a migration breaks the code of the release before.

    ``state`` is how things stood before it, and moves on; ``new`` are the models that the release
    before does not know.
    """
    app = migration.app_label
    for operation in _flat(migration.operations):
        model = getattr(operation, "model_name_lower", getattr(operation, "name_lower", ""))
        if isinstance(operation, operations.CreateModel):
            new.add(f"{app}.{model}")
        elif f"{app}.{model}" not in new:
            yield from _faults_of(operation, state.models.get((app, model)))
        operation.state_forwards(app, state)


def _flat(found: Iterable[operations.base.Operation]) -> Iterator[operations.base.Operation]:
    for operation in found:
        if isinstance(operation, operations.SeparateDatabaseAndState):
            yield from _flat(operation.database_operations)
        else:
            yield operation


def _faults_of(operation: operations.base.Operation, model: ModelState | None) -> Iterator[str]:
    if isinstance(operation, TAKES_AWAY):
        yield f"{type(operation).__name__}: {operation.describe()}"
        return
    field = getattr(operation, "field", None)
    if isinstance(field, models.ManyToManyField) or field is None:
        return
    if isinstance(operation, operations.AddField):
        if not field.null and field.db_default is NOT_PROVIDED and not field.generated:
            yield f"AddField: {operation.name} is neither nullable nor has db_default"
    elif isinstance(operation, operations.AlterField):
        before = model.fields[operation.name]
        if before.null and not field.null:
            yield f"AlterField: {operation.name} must not be empty any more"
        if _type(before) != _type(field):
            yield f"AlterField: {operation.name} is of another type"


def _type(field: models.Field) -> str:
    return field.get_internal_type()


def made(*found: operations.base.Operation, **attributes: object) -> migrations.Migration:
    migration = migrations.Migration("0012_change", "discussion_pages")
    migration.operations = list(found)
    vars(migration).update(attributes)
    return migration


@pytest.fixture
def before() -> ProjectState:
    """One table that the release before knows."""
    state = ProjectState()
    fields = [("id", models.BigAutoField(primary_key=True)), ("old", models.TextField(null=True))]
    state.add_model(ModelState("discussion_pages", "Thing", fields))
    return state


def test_no_migration_since_the_release_before_breaks_it():
    loader = MigrationLoader(None)
    new: set[str] = set()
    for app, last in BASELINE.items():
        names = sorted(name for label, name in loader.graph.nodes if label == app)
        for name in names[names.index(last) + 1 :]:
            migration = loader.get_migration(app, name)
            state = loader.project_state([(app, name)], at_end=False)
            found = list(faults(migration, state, new))
            reason = getattr(migration, "breaks_the_release_before", "")
            assert not found or reason, (
                f"{app}.{name}: {found}. See docs/explanation/migrations-without-downtime.md"
            )


@pytest.mark.parametrize(
    "operation",
    [
        migrations.AddField("Thing", "new", models.TextField(null=True)),
        migrations.AddField("Thing", "new", models.DateTimeField(db_default=Now())),
        migrations.AddField("Thing", "new", models.ManyToManyField("discussion_pages.Thing")),
        migrations.AlterField("Thing", "old", models.TextField("words", null=True)),
        migrations.AddIndex("Thing", models.Index(fields=["old"], name="thing_old")),
        migrations.RunPython(migrations.RunPython.noop),
    ],
    ids=lambda operation: operation.describe(),
)
def test_what_the_release_before_does_not_notice_may_be_done_at_once(before, operation):
    assert list(faults(made(operation), before, set())) == []


@pytest.mark.parametrize(
    "operation",
    [
        migrations.RemoveField("Thing", "old"),
        migrations.RenameField("Thing", "old", "new"),
        migrations.RenameModel("Thing", "Other"),
        migrations.DeleteModel("Thing"),
        migrations.AlterModelTable("Thing", "other"),
        migrations.RunSQL("SELECT 1"),
        migrations.AddField("Thing", "new", models.TextField(default="")),
        migrations.AlterField("Thing", "old", models.TextField()),
        migrations.AlterField("Thing", "old", models.IntegerField(null=True)),
        migrations.SeparateDatabaseAndState([migrations.RemoveField("Thing", "old")], []),
    ],
    ids=lambda operation: operation.describe(),
)
def test_what_the_release_before_would_fail_on_is_found(before, operation):
    assert len(list(faults(made(operation), before, set()))) == 1


def test_a_table_of_this_very_release_may_be_changed(before):
    create = migrations.CreateModel("New", [("id", models.BigAutoField(primary_key=True))])
    add = migrations.AddField("New", "name", models.TextField(default=""))
    rename = migrations.RenameField("New", "name", "title")
    assert list(faults(made(create, add, rename), before, set())) == []
