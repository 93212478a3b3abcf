"""What a challenge is about: the problem of an organisation."""

import django.db.models.deletion
import portal.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('contests', '0036_editions_of_two_kinds'),
        ('ecosystem', '0009_experts_and_connections'),
    ]

    operations = [
        migrations.CreateModel(
            name='ProblemStatement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('background', portal.fields.NfcTextField(blank=True, help_text='How it is done today, by whom, for how many people, since when.', verbose_name='background')),
                ('problem', portal.fields.NfcTextField(blank=True, help_text='What does not work, and what that costs.', verbose_name='the problem')),
                ('requirements', portal.fields.NfcTextField(blank=True, help_text='One requirement per line.', verbose_name='what a solution must do')),
                ('data_offered', portal.fields.NfcTextField(blank=True, help_text='Data, places and people that answerers may use, and under which conditions.', verbose_name='data and support offered')),
                ('reward', portal.fields.NfcTextField(blank=True, help_text='A prize, a pilot, or a contract. Whether a contract may follow is decided under the law on bidding and on science, technology and innovation: promise none here.', verbose_name='what the chosen answer gets')),
                ('contest', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='problem', to='contests.contest', verbose_name='problem statement')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='problem_statements', to='ecosystem.organization', verbose_name='organisation that poses the problem')),
            ],
            options={
                'verbose_name': 'problem',
                'verbose_name_plural': 'problems',
                'ordering': ['contest'],
            },
        ),
    ]
