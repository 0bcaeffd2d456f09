"""The rules that were loaded before the checker get the keys it combines, drafts included."""

from django.db import migrations

COMPANY = ["company", "product", "executive", "spokesperson"]
CONDITIONS = {
    "FW01": {"speakers": ["founder"], "acts": ["argue_safety"]},
    "FW02": {"acts": ["attack"]},
    "FW03": {"speakers": ["founder"], "acts": ["guarantee_in_person"]},
    "FW04": {"speakers": COMPANY, "acts": ["borrow_persona"]},
    "FW05": {"speakers": ["founder"], "acts": ["announce_discipline"]},
    "FW06": {"acts": ["mobilise"]},
    "FW07": {"acts": ["deny_absolutely"], "exemptions": ["names_finished_inquiry"]},
    "FW08": {
        "speakers": ["product"],
        "topics": ["other_line", "finance", "personnel", "recall"],
        "acts": ["speak_for_another_line"],
    },
    "FW09": {"speakers": COMPANY, "acts": ["private_life"]},
    "FW10": {"acts": ["sell_in_incident", "rank_above_safety"]},
    "FW11": {"acts": ["blame_user"], "exemptions": ["found_by_authority"]},
    "FW12": {"acts": ["divide_users"]},
    "FW13": {
        "channels": ["livestream_sales"],
        "topics": ["apology", "recall", "product_safety", "personnel"],
        "acts": ["speak_of_grave_matter"],
        "exemptions": ["points_to_notice"],
    },
    "FW14": {"acts": ["apologise_conditionally"], "exemptions": ["names_a_measure"]},
}


def fill(apps, schema_editor):
    rules = apps.get_model("kb", "Rule")
    kinds = apps.get_model("contenttypes", "ContentType")
    revisions = apps.get_model("wagtailcore", "Revision")
    kind = kinds.objects.filter(app_label="kb", model="rule").first()
    for rule in rules.objects.filter(code__in=CONDITIONS, acts=[]):
        conditions = CONDITIONS[rule.code]
        for name, keys in conditions.items():
            setattr(rule, name, keys)
        rule.save(update_fields=list(conditions))
        if kind is None:
            continue
        for revision in revisions.objects.filter(content_type=kind, object_id=str(rule.pk)):
            if not revision.content.get("acts"):
                revision.content |= conditions
                revision.save(update_fields=["content"])


class Migration(migrations.Migration):
    dependencies = [
        ("kb", "0019_rule_conditions"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0001_initial"),
    ]

    operations = [
        # Backwards the columns go, and with them what was filled in.
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
