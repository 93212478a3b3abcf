
import django.db.models.deletion
import portal.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('training', '0008_surveys_after_classes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='registration',
            name='phone_key',
            field=models.CharField(blank=True, db_index=True, editable=False, max_length=20),
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('folded', models.TextField(blank=True, default='', editable=False)),
                ('full_name', portal.fields.NfcCharField(max_length=150, verbose_name='full name')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='known since')),
                ('merged_into', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='training.person', verbose_name='merged into')),
                ('root', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='branches', to='training.person')),
            ],
            options={
                'verbose_name': 'person trained',
                'verbose_name_plural': 'persons trained',
                'ordering': ['folded', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='KeptApart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decided_at', models.DateTimeField(auto_now_add=True, verbose_name='decided at')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='training.person')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='training.person')),
            ],
            options={
                'verbose_name': 'two persons',
                'verbose_name_plural': 'two persons',
                'ordering': ['pk'],
            },
        ),
        migrations.AddField(
            model_name='registration',
            name='person',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='registrations', to='training.person', verbose_name='person trained'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('merged_into', None), ('root', None)), models.Q(('merged_into__isnull', False), ('root__isnull', False)), _connector='OR'), name='person_merged_has_root'),
        ),
        migrations.AddConstraint(
            model_name='keptapart',
            constraint=models.UniqueConstraint(fields=('first', 'second'), name='kept_apart_once'),
        ),
        migrations.AddConstraint(
            model_name='keptapart',
            constraint=models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='kept_apart_in_order'),
        ),
    ]
