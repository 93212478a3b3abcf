import django.db.models.deletion
from django.db import migrations, models

import portal.fields


class Migration(migrations.Migration):

    dependencies = [
        ('ecosystem', '0011_yearly_targets'),
    ]

    operations = [
        migrations.CreateModel(
            name='RoadmapStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(blank=True, help_text='Last part of the address. Leave it empty: the portal makes it from the name.', max_length=120, unique=True, verbose_name='path')),
                ('source', portal.fields.NfcCharField(blank=True, help_text='Who reported it, and where it can be read.', max_length=250, verbose_name='source')),
                ('note', portal.fields.NfcTextField(blank=True, help_text='Shown beside it: doubts, corrections, what the source leaves open.', verbose_name='note')),
                ('title', portal.fields.NfcCharField(max_length=200, verbose_name='step')),
                ('text', portal.fields.NfcTextField(blank=True, verbose_name='what it means')),
                ('state', models.CharField(choices=[('planned', 'Planned'), ('under_way', 'Under way'), ('done', 'Done')], default='planned', max_length=10, verbose_name='state')),
                ('due_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='to be done by the end of')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='done on')),
                ('is_public', models.BooleanField(default=True, verbose_name='public')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
            ],
            options={
                'verbose_name': 'step of the roadmap',
                'verbose_name_plural': 'roadmap',
                'ordering': ['order', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='roadmapstep',
            name='indicators',
            field=models.ManyToManyField(blank=True, related_name='steps', to='ecosystem.indicator', verbose_name='measured by'),
        ),
        migrations.AddField(
            model_name='roadmapstep',
            name='lead',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ecosystem.organization', verbose_name='in charge'),
        ),
        migrations.AddConstraint(
            model_name='roadmapstep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('done_on__isnull', False), ('state', 'done')), models.Q(models.Q(('state', 'done'), _negated=True), ('done_on', None)), _connector='OR'), name='step_is_done_on_a_day'),
        ),
    ]
