from django.db import migrations, models

import portal.fields


def drop_years_without_value(apps, schema_editor):
    """Going back: a year with a target alone has no place in the older table."""
    apps.get_model("ecosystem", "IndicatorValue").objects.filter(value=None).delete()


class Migration(migrations.Migration):

    dependencies = [
        ('ecosystem', '0010_milestones'),
    ]

    operations = [
        migrations.AddField(
            model_name='indicator',
            name='adds_up',
            field=models.BooleanField(default=True, help_text='Clear it where a year tells a state, such as people employed: the latest year then counts.', verbose_name='the years add up'),
        ),
        migrations.AddField(
            model_name='indicatorvalue',
            name='counted_source',
            field=portal.fields.NfcCharField(blank=True, editable=False, max_length=250, verbose_name='how it was counted'),
        ),
        migrations.AddField(
            model_name='indicatorvalue',
            name='target',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='target of the year'),
        ),
        migrations.AlterField(
            model_name='indicator',
            name='fed_by',
            field=models.CharField(blank=True, choices=[('running', 'Projects still running after the contest'), ('on_market', 'Projects with a product on the market'), ('with_capital', 'Projects that raised capital'), ('jobs', 'People employed by the projects'), ('supported', 'Projects supported in the year'), ('trained', 'Attendances of training')], help_text='The portal writes what it counts of each year. Empty: staff enter it. A value that staff entered is never written over.', max_length=12, verbose_name='fed by'),
        ),
        migrations.AlterField(
            model_name='indicatorvalue',
            name='value',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='reached'),
        ),
        migrations.AddConstraint(
            model_name='indicatorvalue',
            constraint=models.CheckConstraint(condition=models.Q(('target__isnull', False), ('value__isnull', False), _connector='OR'), name='indicator_year_has_target_or_value', violation_error_message='Enter the target of the year, what was reached, or both'),
        ),
        migrations.RunPython(migrations.RunPython.noop, drop_years_without_value),
    ]
