import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('contests', '0031_places_left_empty'),
    ]

    operations = [
        migrations.AddField(
            model_name='petition',
            name='channel',
            field=models.CharField(choices=[('online', 'Online, by the applicant'), ('paper', 'On paper, entered by the secretariat'), ('email', 'By e-mail, entered by the secretariat'), ('unit', 'Entered by a nominating unit')], default='online', max_length=10, verbose_name='received'),
        ),
        migrations.AddField(
            model_name='petition',
            name='entered_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by'),
        ),
        migrations.AlterField(
            model_name='petition',
            name='filed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='filed by'),
        ),
        migrations.AddConstraint(
            model_name='petition',
            constraint=models.CheckConstraint(condition=models.Q(('filed_by__isnull', False), models.Q(('channel__in', ['email', 'paper']), ('entered_by__isnull', False)), _connector='OR'), name='petition_names_who_filed_or_entered_it'),
        ),
    ]
