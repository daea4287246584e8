"""What `peil analyze` says, against others' figures: proof_test.py PATH_OF_PEIL

Everything through the command and its JSON, as another program would use it. Figures of
R, PSPP, SPSS and a newspaper for three real surveys (which are no part of peil: see
Realdata), what must hold for any data, and data with which everything is the matter.
"""
import csv
import io
import itertools
import json
import math
import os
import random
import re
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
PEIL = None  # from the command line
FORMS = 'json', 'text', 'html', 'csv', 'md'


def run(*arguments, language='en', **environment):
    own = {name: value for name, value in os.environ.items()
           if not name.startswith('LC_') and name not in ('LANG', 'LANGUAGE', 'NO_COLOR')}
    own.update({'LANGUAGE': language, 'LC_ALL': 'C.UTF-8', **environment})
    return subprocess.run([PEIL, 'analyze', *arguments], env=own, text=True,
                          capture_output=True, timeout=100)


def no_constant(name):
    raise ValueError(f'{name} is no JSON')


def analyze(*arguments):
    done = run(*arguments, '--format', 'json')
    if done.returncode != 0:
        raise AssertionError(f'{arguments}: {done.returncode}\n{done.stderr}')
    return json.loads(done.stdout, parse_constant=no_constant)


def tables(*arguments):
    return analyze(*arguments, '--internal')['tables']


def cells(table):
    return {(cell['row'], cell['column']): cell for cell in table['cells']}


def finding(table, name, **which):
    kinds = table.get('tests', []) + table.get('measures', [])
    found = [one for one in kinds if one['name'] == name and
             all(one.get(key) == value for key, value in which.items())]
    if not found:
        raise AssertionError(f'no {name} {which}')
    return found[0]


class Case(unittest.TestCase):
    def near(self, actual, expected, what='', tolerance=1e-9):
        if actual is None or not abs(actual - expected) <= tolerance * max(1, abs(expected)):
            self.fail(f'{what}: {actual}, expected {expected}')

    def write(self, text):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        path = os.path.join(folder.name, 'responses.csv')
        with open(path, 'w', encoding='utf-8', newline='') as out:
            out.write(text)
        return path


class Realdata(Case):
    """Surveys that lie beside the source tree, or where PEIL_REALDATA says."""
    folder = ''

    @classmethod
    def setUpClass(cls):
        place = os.environ.get('PEIL_REALDATA', os.path.join(HERE, '../../../shared/realdata'))
        cls.data = os.path.join(place, cls.folder, 'data.csv')
        if not os.path.exists(cls.data):
            raise unittest.SkipTest(f'no {cls.data}; set PEIL_REALDATA')
        cls.place = os.path.join(place, cls.folder)

    def reference(self):
        with open(os.path.join(self.place, 'reference.json'), encoding='utf-8') as file:
            return json.load(file)


class Masculinity(Realdata):
    """The published table of FiveThirtyEight: 784 percentages, and 16 that were hidden
    because fewer than 100 had been asked."""
    folder = 'masculinity'
    CROSS = ('q0001 q0002 q0004 q0005 q0007_0001 q0007_0002 q0007_0004 q0007_0008 '
             'q0007_0009 q0007_0011 q0008 q0009 q0010 by age3 race2 kids orientation')

    def read(self, *arguments):
        """{(variable, row, column): (cell, its column's base)}, by their labels."""
        found = {}
        questionnaire = os.path.join(HERE, '../fixtures/masculinity.xml')
        for table in analyze(questionnaire, self.data, '--weight', 'weight', '--cross',
                             self.CROSS, *arguments)['tables']:
            rows = {one['code']: one['label'] for one in table['row_categories']}
            columns = {one['code']: one['label'] for one in table['column_categories']}
            bases = {one['column']: one for one in table['column_totals']}
            for cell in table['cells']:
                key = table['rows'], rows[cell['row']], columns[cell['column']]
                found[key] = cell, bases[cell['column']]
            for total in table['row_totals']:  # nobody is left out of age
                if table['columns'] == 'age3':
                    whole = dict(total, column_percent=total.get('percent'))
                    found[table['rows'], rows[total['row']], 'Total'] = whole, table['base']
        return found

    def published(self):
        path = os.path.join(self.place, 'reference_cells.csv')
        with open(path, encoding='utf-8', newline='') as file:
            for row in csv.DictReader(file):
                yield (row['variable'], row['category'], row['banner']), row

    def test_published_percentages(self):
        found, published = self.read('--internal'), 0
        for key, row in self.published():
            cell, base = found[key]
            self.near(cell['n'], float(row['n']), key)
            self.near(cell['weighted'], float(row['w']), key)
            self.near(cell['column_percent'], float(row['pct_weighted']), key)
            self.near(base['n'], float(row['base_n']), key)
            self.near(base['weighted'], float(row['base_w']), key)
            self.near(base['effective'], float(row['neff']), key)
            if row['published_pct'] not in ('', 'NA'):
                shown = math.floor(cell['column_percent'] + .5)
                self.assertEqual(shown, int(row['published_pct']), key)
                published += 1
        self.assertEqual(published, 784)

    def test_hidden_cells_by_their_base(self):
        small = {key for key, (cell, base) in self.read('--internal').items()
                 if base['n'] < 100}
        hidden = {key for key, row in self.published()
                  if row['hidden_in_publication'] == 'TRUE'}
        self.assertEqual(len(hidden), 16)
        self.assertEqual(small & {key for key, row in self.published()}, hidden)


class Nhtsa(Realdata):
    """A telephone survey with weights and answers in several columns; figures of R, and
    of PSPP's CTABLES."""
    folder = 'nhtsa'
    SETS = {'employment': 'qnd2_1 qnd2_2 qnd2_3',
            'race': 'qnd6_1 qnd6_2 qnd6_3 qnd6_4 qnd6_5',
            'host_actions': 'qn88_1 qn88_2 qn88_3'}

    def weighting(self, weighted):
        return ['--weight', 'normalized_wt'] if weighted else []

    def test_frequencies(self):
        for which, all_of_them in self.reference()['frequencies'].items():
            for name, expected in all_of_them.items():
                table, = tables(self.data, '--freq', name,
                                *self.weighting(which == 'weighted'))
                self.near(table['base']['weighted'], expected['valid_n'], name)
                self.assertEqual([float(one['code']) for one in table['categories']],
                                 expected['values'])
                for ours, theirs in (('weighted', 'freq'), ('percent', 'pct'),
                                     ('valid_percent', 'valid_pct'),
                                     ('cumulative_percent', 'cum_pct')):
                    for one, figure in zip(table['categories'], expected[theirs]):
                        self.near(one[ours], figure, (name, ours))

    def test_crosstabs(self):
        for name, expected in self.reference()['crosstabs'].items():
            row, column = re.fullmatch(r'(\w+)_by_(\w+?)(?:_weighted)?', name).groups()
            table, = tables(self.data, '--cross', f'{row} by {column}',
                            *self.weighting(name.endswith('_weighted')))
            for ours, theirs in (('weighted', 'counts'), ('column_percent', 'col_pct'),
                                 ('row_percent', 'row_pct')):
                figures = list(itertools.chain(*expected[theirs]))
                self.assertEqual(len(figures), len(table['cells']))
                for cell, figure in zip(table['cells'], figures):
                    self.near(cell[ours], figure, (name, ours))

    def test_multiple_response(self):
        expected = self.reference()['multiple_response']
        for name in ('employment', 'employment_weighted', 'race', 'host_actions'):
            of = name.removesuffix('_weighted')
            table, = tables(self.data, '--multiple', f'{of}: {self.SETS[of]}', '--freq', of,
                            *self.weighting(name != of))
            listed = expected[name]
            listed = listed['categories'] if isinstance(listed, dict) else listed
            self.assertEqual(len(listed), len(table['categories']))
            for one, figure in zip(table['categories'], listed):
                self.near(float(one['code']), float(figure['value']), name)
                self.near(one['weighted'], figure['count'], name)
                self.near(one['valid_percent'], figure['pct_cases'], name)
                self.near(one['response_percent'], figure['pct_responses'], name)
                self.near(table['base']['weighted'], figure['base_cases'], name)

    def test_multiple_response_by_group(self):
        expected = self.reference()['multiple_response']
        for name, group in (('employment', 'agegroup'), ('host_actions', 'qns3a')):
            key = name + ('_by_sex' if group == 'qns3a' else '_by_' + group)
            table, = tables(self.data, '--multiple', f'{name}: {self.SETS[name]}',
                            '--cross', f'{name} by {group}')
            bases = {one['column']: one for one in table['column_totals']}
            found = cells(table)
            for figure in expected[key]:
                at = str(figure['value']), str(figure['group'])
                self.near(found[at]['n'], figure['count'], at)
                self.near(found[at]['column_percent'], figure['pct_cases'], at)
                self.near(bases[at[1]]['n'], figure['base_cases'], at)

    def test_means(self):
        for name, variable in (('age', 'qnd1'), ('age_weighted', 'qnd1'), ('qn18', 'qn18'),
                               ('qn19a_weighted', 'qn19a')):
            expected = self.reference()['means'][name]
            table, = tables(self.data, '--means', variable,
                            *self.weighting(name.endswith('_weighted')))
            row = table['rows'][0]
            self.near(row['n'], expected['n'], name)
            self.near(row['weighted'], expected['W'], name)
            self.near(row['mean'], expected['mean'], name)


class Spss(Realdata):
    """What SPSS 29 printed. Its weighted cross-tabs come from cells that were rounded to
    whole numbers; ours do not (see analyze/README.md), so these are asked for as
    counts."""
    folder = 'spss29'

    def compare(self, table, expected):
        for ours, theirs in (('pearson', 'pearson'), ('likelihood_ratio',) * 2):
            test = finding(table, ours)
            self.near(test['statistic'], expected[theirs]['chisq'], ours)
            self.near(test['p'], expected[theirs]['p'], ours, 1e-8)
        for ours, theirs in (('expected', 'expected'), ('residual', 'residual_pearson'),
                             ('adjusted_residual', 'residual_adjusted'),
                             ('row_percent', 'row_pct'), ('column_percent', 'col_pct'),
                             ('total_percent', 'total_pct')):
            figures = itertools.chain(*expected[theirs])
            for cell, figure in zip(table['cells'], figures):
                self.near(cell[ours], figure, ours)
        for ours, theirs in (('gamma', 'gamma'), ('kendall_tau_b', 'tau_b'),
                             ('kendall_tau_c', 'tau_c')):
            measure = finding(table, ours)
            self.near(measure['value'], expected[theirs]['est'], ours, 1e-8)
            self.near(measure['se'], expected[theirs]['ase1'], ours, 1e-7)
            self.near(measure['p'], expected['ordinal_p_ase0'], ours, 1e-7)
        for ours, theirs in (('somers_d', 'somers_d'), ('uncertainty', 'uncertainty'),
                             ('lambda', 'lambda'), ('goodman_kruskal_tau', 'gk_tau')):
            for dependent, key in (('rows', 'row_dep'), ('columns', 'col_dep')):
                measure = finding(table, ours, dependent=dependent)
                theirs_is = expected[theirs][key]
                value = theirs_is['est'] if isinstance(theirs_is, dict) else theirs_is
                self.near(measure['value'], value, ours, 1e-8)
                if isinstance(theirs_is, dict) and ours in ('somers_d', 'uncertainty'):
                    self.near(measure['se'], theirs_is['ase1'], ours, 1e-7)
        self.near(finding(table, 'cramers_v')['value'], expected['cramers_v'], 'V')

    def test_unweighted(self):
        expected = self.reference()
        table, = tables(self.data, '--cross', 'gender by region')
        self.compare(table, expected['gender_region'])
        own = expected['gender_region']
        self.near(finding(table, 'yates')['p'], own['yates']['p'], 'yates')
        self.near(finding(table, 'fisher')['p'], own['fisher']['p_two_sided'], 'fisher')
        table, = tables(self.data, '--cross', 'education by employment')
        self.compare(table, expected['education_employment_unweighted'])

    def test_weighted_cells_rounded_first(self):
        for name, rows, columns in (('gender_education_weighted_rounded', 2, 4),
                                    ('education_employment_weighted_rounded', 4, 5)):
            expected = self.reference()[name]
            lines = ['row,column,n']
            for i, j in itertools.product(range(rows), range(columns)):
                lines.append(f'{i},{j},{expected["counts"][i][j]}')
            path = self.write('\n'.join(lines) + '\n')
            table, = tables(path, '--count', 'n', '--cross', 'row by column')
            self.compare(table, expected)

    def test_our_weighted_tables_are_not_rounded(self):
        expected = self.reference()['gender_region_weighted']
        table, = tables(self.data, '--cross', 'gender by region', '--weight',
                        'sampling_weight')
        for cell, figure in zip(table['cells'], itertools.chain(*expected['unrounded'])):
            self.near(cell['weighted'], figure, 'unrounded')
        self.assertEqual(table['tests'][0]['name'], 'rao_scott')


class Properties(Case):
    """The order of rows and categories says nothing, twice as many say it twice as loud,
    and two files are one."""
    ROWS = 150
    ASK = ['--freq', 'a', '--cross', 'a by b', '--cross', 'b by a', '--means', 'amount',
           '--banner', 'b', '--multiple', 'set: c d', '--freq', 'set', '--alpha', 'c d amount']
    DESIGNS = [], ['--count', 'w'], ['--weight', 'w'], ['--weight', 'w', '--cluster', 'class']

    def draw(self, seed):
        chance = random.Random(seed)
        rows = []
        for _ in range(self.ROWS):
            a, b = chance.choice('123-'), chance.choice('xyz')
            rows.append([a.replace('-', ''), 'x' if a == '1' and chance.random() < .4 else b,
                         chance.randint(0, 1), chance.randint(0, 1), chance.randint(0, 60),
                         chance.randint(1, 5), f'k{chance.randint(1, 12)}'])
        return rows

    def file(self, rows):
        lines = ['a,b,c,d,amount,w,class']
        return self.write('\n'.join(lines + [','.join(map(str, row)) for row in rows]) + '\n')

    def same(self, one, other, where='', but=()):
        self.assertIs(type(one), type(other), where)
        if isinstance(one, dict):
            self.assertEqual(one.keys(), other.keys(), where)
            for key in one:
                self.same(one[key], other[key], f'{where}.{key}', but)
        elif isinstance(one, list):
            self.assertEqual(len(one), len(other), where)
            for i, (left, right) in enumerate(zip(one, other)):
                self.same(left, right, f'{where}[{i}]', but)
        elif isinstance(one, float):
            self.near(one, other, where)
        else:
            self.assertEqual(one, other, where)

    def same_numbers(self, one, other):
        """A number may be written 5 in the one and 5.00000000000001 in the other."""
        floats = json.dumps(one), json.dumps(other)
        self.same(*(json.loads(text, parse_int=float) for text in floats))

    def test_order_of_rows(self):
        for seed, design in enumerate(self.DESIGNS):
            rows = self.draw(seed)
            before = tables(self.file(rows), *self.ASK, *design)
            random.Random(seed).shuffle(rows)
            self.same_numbers(tables(self.file(rows), *self.ASK, *design), before)

    def test_two_files_are_one(self):
        for seed, design in enumerate(self.DESIGNS, 10):
            rows = self.draw(seed)
            whole = analyze(self.file(rows), '--internal', *self.ASK, *design)
            for cut in (1, 60, self.ROWS - 1):
                parts = analyze(self.file(rows[:cut]), self.file(rows[cut:]), '--internal',
                                *self.ASK, *design)
                self.same_numbers(parts, whole)

    def test_order_of_categories(self):
        turned_code = {'1': '3', '2': '2', '3': '1', '': ''}
        for seed, design in enumerate(self.DESIGNS, 20):
            rows = self.draw(seed)
            turned = [[turned_code[row[0]], *row[1:]] for row in rows]
            one, = tables(self.file(rows), '--cross', 'a by b', *design)
            other, = tables(self.file(turned), '--cross', 'a by b', *design)
            theirs = cells(other)
            for (row, column), cell in cells(one).items():
                twin = theirs[turned_code[row], column]
                for figure in ('n', 'weighted', 'column_percent', 'row_percent',
                               'total_percent', 'expected', 'adjusted_residual'):
                    self.near(twin[figure], cell[figure], figure)
                self.assertEqual(twin['letters'], cell['letters'])
            for name in ('pearson', 'likelihood_ratio', 'kruskal_wallis'):
                if name != 'kruskal_wallis':
                    self.near(finding(other, name)['p'], finding(one, name)['p'], name)
            for name, sign in (('cramers_v', 1), ('contingency_c', 1), ('gamma', -1),
                               ('kendall_tau_b', -1)):
                self.near(finding(other, name)['value'], sign * finding(one, name)['value'])
            self.near(other['tests'][0]['p'], one['tests'][0]['p'])

    def test_doubling(self):
        for seed in range(30, 34):
            rows = self.draw(seed)
            twice = [[*row[:5], 2 * row[5], row[6]] for row in rows]
            ask = ['--cross', 'a by b', '--count', 'w']
            one, = tables(self.file(rows), *ask)
            other, = tables(self.file(twice), *ask)
            written_twice, = tables(self.file(rows + rows), *ask)
            for name in ('pearson', 'likelihood_ratio'):
                single = finding(one, name)['statistic']
                self.near(finding(other, name)['statistic'], 2 * single, name)
                self.near(finding(written_twice, name)['statistic'], 2 * single, name)
            for name in ('cramers_v', 'gamma', 'kendall_tau_b'):
                self.near(finding(other, name)['value'], finding(one, name)['value'], name)
            ask[2:] = ['--weight', 'w', '--cluster', 'class']  # weights have no unit
            one, = tables(self.file(rows), *ask)
            other, = tables(self.file(twice), *ask)
            self.near(other['tests'][0]['p'], one['tests'][0]['p'], 'rao_scott')


def reference(name):
    """{case: {figure: value}} of tests/reference/NAME.csv, which R made."""
    found = {}
    with open(os.path.join(HERE, f'../reference/{name}.csv'), encoding='utf-8') as file:
        for line in list(file)[1:]:
            case, figure, value = line.strip().rsplit(',', 2)  # a case may hold a comma
            found.setdefault(case, {})[figure] = None if value == 'NA' else float(value)
    return found


class Design(Case):
    """Classes, strata and margins, as R's survey has them (tests/reference/rake.R)."""
    MARGINS = ('variable,code,target\nrow,0,2100\nrow,1,4094\n'
               'kind,0,4421\nkind,1,755\nkind,2,1018\n')

    SAMPLES = {  # case of design.csv: its sample, its design
        'strata with fpc': ('apistrat', '--weight weight --strata stratum --fpc fpc'),
        'strata, domain': ('apistrat', '--weight weight --strata stratum --fpc fpc'),
        'weights only': ('apistrat', '--weight weight'),
        'clusters with fpc': ('apiclus1', '--weight weight --cluster cluster --fpc fpc'),
        'clusters': ('apiclus1', '--weight weight --cluster cluster'),
        'clusters, domain': ('apiclus1', '--weight weight --cluster cluster'),
        'few clusters': ('two', '--weight weight --cluster cluster --strata stratum '
                                '--fpc fpc'),
        'few clusters, domain': ('two', '--weight weight --cluster cluster --strata stratum'),
    }

    def test_as_survey(self):
        expected = reference('design')
        for case, (sample, design) in self.SAMPLES.items():
            ask = [os.path.join(HERE, f'../reference/design_{sample}.csv'), *design.split()]
            if case.endswith('domain'):  # whose classes stay in the design
                ask += ['--where', 'domain = 1']
            own = expected[case]
            table, means = tables(*ask, '--cross', 'row by column', '--means', 'y')
            test = table['tests'][0]
            self.assertEqual(test['name'], 'rao_scott')
            for ours, theirs in (('statistic', 'f'), ('df1',) * 2, ('df2',) * 2, ('p',) * 2):
                self.near(test[ours], own[theirs], (case, ours))
            for i, cell in enumerate(table['cells'], 1):
                self.near(cell['total_percent'], 100 * own[f'share {i}'], case)
            self.near(table['base']['effective'], own['kish'], case)
            row = means['rows'][0]
            for ours, theirs in (('n',) * 2, ('weighted',) * 2, ('mean',) * 2, ('se',) * 2,
                                 ('sd',) * 2, ('ci_low', 'low'), ('ci_high', 'high')):
                self.near(row[ours], own[theirs], (case, ours))
            if case != 'weights only':
                self.near(finding(means, 'deff')['value'], own['deff'], case)

    def test_ratios_as_survey(self):
        """Their margins heed the design (tests/reference/fourfold.R); what has none that
        does so, has none at all."""
        for case, own in reference('fourfold').items():
            sample, design = self.SAMPLES[case]
            path = os.path.join(HERE, f'../reference/design_{sample}.csv')
            table, = tables(path, *design.split(), '--cross', 'row by domain')
            measures = {('risk1' if one.get('category') == '0' else 'risk2')
                        if one['name'] == 'relative_risk' else one['name']: one
                        for one in table['measures']}
            for name, ours in (('odds', 'odds_ratio'), ('risk1',) * 2, ('risk2',) * 2,
                               ('difference',) * 2):
                for key, theirs in (('value',) * 2, ('se',) * 2, ('ci_low', 'low'),
                                    ('ci_high', 'high')):
                    self.near(measures[ours][key], own[f'{name} {theirs}'], (case, name))
            self.assertNotIn('se', measures['gamma'])
            self.assertNotIn('p', measures['gamma'])

    GROUPS = {'weights only': 'stratum', 'few clusters': 'row'}

    def test_means_of_groups_as_survey(self):
        """Wald's F (tests/reference/wald.R); never ranks, that take each for a draw."""
        for case, own in reference('wald').items():
            sample, design = self.SAMPLES[case]
            ask = [os.path.join(HERE, f'../reference/design_{sample}.csv'), *design.split()]
            if case.endswith('domain'):
                ask += ['--where', 'domain = 1']
            table, = tables(*ask, '--means', 'y', '--banner', self.GROUPS.get(case, 'column'))
            test, = table['tests']
            self.assertEqual(test['name'], 'wald')
            for ours, theirs in (('statistic', 'f'), ('df1',) * 2, ('df2',) * 2, ('p',) * 2):
                self.near(test[ours], own[theirs], (case, ours))

    def raked(self, sample, kind, design):
        with open(os.path.join(HERE, f'../reference/design_{sample}.csv')) as file:
            rows = list(csv.DictReader(file))
        lines = ['weight,cluster,stratum,row,column,kind,y,answer']
        for i, row in enumerate(rows, 1):
            answer = (i * 7 + int(row['row']) + int(row['column'])) % 3
            lines.append(','.join([row[key] for key in
                                   ('weight', 'cluster', 'stratum', 'row', 'column', kind, 'y')]
                                  + [str(answer)]))
        options = ['--weight', 'weight', '--rake', self.write(self.MARGINS), *design]
        expected = reference('rake')[f'{sample} raked']
        path = self.write('\n'.join(lines) + '\n')
        means, = tables(path, '--means', 'y', *options)
        self.near(means['rows'][0]['mean'], expected['mean'], 'mean')
        self.near(means['rows'][0]['se'], expected['mean_se'], 'se')
        table, = tables(path, '--cross', 'answer by column', *options)
        test = table['tests'][0]
        self.assertEqual(test['name'], 'rao_scott')
        for ours, theirs in (('statistic', 1), ('df1', 2), ('df2', 3), ('p', 4)):
            self.near(test[ours], expected[f'svychisq{theirs}'], ours)
        analysis = analyze(path, '--freq', 'answer', '--internal', *options)
        self.assertIn('raked to 2 margins', ' '.join(analysis['notes']))

    def test_raked_strata(self):
        self.raked('apistrat', 'stratum', ['--strata', 'stratum'])

    def test_raked_clusters(self):
        self.raked('apiclus1', 'column', ['--cluster', 'cluster'])

    def test_lonely_stratum(self):
        path = self.write('a,b,k,s\n' + 'x,y,1,1\nz,y,1,1\n' * 9 + 'x,w,2,2\nz,y,3,2\n' * 9)
        done = analyze(path, '--cross', 'a by b', '--cluster', 'k', '--strata', 's',
                       '--internal')
        self.assertIn('has but one class', ' '.join(done['notes']))
        self.untested(done['tables'][0], 'too few classes')

    def untested(self, table, why):
        """No test will do instead: p is unknown, and the reader is told."""
        self.assertEqual(table['tests'][0]['name'], 'rao_scott')
        self.assertIsNone(table['tests'][0]['p'])
        self.assertIn('Nothing is tested: ', ' '.join(table['notes']))
        self.assertIn(why, ' '.join(table['notes']))

    def test_too_many_cells_for_a_design(self):
        path = self.write('a,b,k\n' + ''.join(f'{i % 60},{i % 7},k{i % 13}\n'
                                              for i in range(2000)))
        table, = tables(path, '--cross', 'a by b', '--cluster', 'k')
        self.untested(table, 'so many cells')
        text = run(path, '--cross', 'a by b', '--cluster', 'k', '--internal').stdout
        self.assertNotIn('chi-square', text)

    def test_margins_that_cannot_be(self):
        path = self.write('a,b\nx,1\ny,2\n' * 5)
        for target, why in (('0', 'is 0, but it has responses'), ('-1', 'is no target')):
            done = run(path, '--freq', 'a', '--rake',
                       self.write(f'variable,code,target\na,x,50\na,y,{target}\n'))
            self.assertEqual(done.returncode, 1)
            self.assertIn(why, done.stderr)

    def test_no_stratum_is_said(self):
        path = self.write('a,k,s\n' + ''.join(f'{i % 2},{i},{"uv"[i % 2] if i > 5 else ""}\n'
                                              for i in range(60)))
        notes = analyze(path, '--freq', 'a', '--cluster', 'k', '--strata', 's',
                        '--internal')['notes']
        self.assertIn('6 responses name no stratum (s)', ' '.join(notes))

    def test_few_classes_are_said(self):
        path = os.path.join(HERE, '../reference/design_two.csv')
        notes = analyze(path, '--freq', 'row', '--cluster', 'cluster', '--internal')['notes']
        self.assertIn('only 8 classes', ' '.join(notes))
        path = os.path.join(HERE, '../reference/design_apiclus1.csv')
        done = analyze(path, '--freq', 'row', '--cluster', 'cluster', '--internal')
        self.assertNotIn('notes', done)

    def test_one_class(self):
        path = self.write('a,b,k\n' + 'x,y,1\nz,w,1\nx,w,1\n' * 9)
        table, = tables(path, '--cross', 'a by b', '--freq', 'a', '--cluster', 'k')[1:]
        self.untested(table, 'too few classes')

    def test_everyone_was_asked(self):
        path = self.write('a,b,k,all\n' + ''.join(f'{i % 2},{i % 3},{i // 5},4\n'
                                                  for i in range(20)))
        done = analyze(path, '--freq', 'a', '--cross', 'a by b', '--means', 'b', '--banner',
                       'a', '--cluster', 'k', '--fpc', 'all', '--internal')
        self.assertIn('All classes there are were asked', ' '.join(done['notes']))
        share, cross, means = (table for table in done['tables']
                               if 'banner' not in table or not table['banner'])
        self.assertIsNone(share['categories'][0].get('ci_low'))
        self.untested(cross, 'all classes were asked')
        self.assertIsNone(means['rows'][0].get('se'))

    def test_means_in_too_few_classes(self):
        path = self.write('y,b,k\n' + '1,x,1\n5,z,2\n2,x,2\n3,w,1\n' * 9)
        table, = tables(path, '--means', 'y', '--banner', 'b', '--cluster', 'k')
        self.assertIsNone(table['tests'][0]['p'])
        self.assertIn('Nothing is tested', ' '.join(table['notes']))

    def test_weights_that_add_up_to_n(self):
        """They are weights all the same, and cost precision."""
        path = self.write('a,b,w\n' + 'x,1,0.5\ny,2,1.5\nx,2,1.5\ny,1,0.5\n' * 10)
        for form in ('text', 'md'):
            text = run(path, '--freq', 'a', '--cross', 'a by b', '--weight', 'w',
                       '--internal', '--format', form).stdout
            self.assertIn('weighted 40; effective 32', text)
            self.assertIn('Effective base', text)

    def test_weights_have_no_unit(self):
        """Twice the weights, or half: every figure but their sum is the same."""
        found = []
        for scale in (1, 2, 1.5):
            text = ''.join(f'{y},{scale * w},{y % 2}\n' for y, w in
                           zip((1, 2, 3, 4, 9, 7, 5), (1, 2, 1, 3, 1, 2, 1)) for _ in '12')
            for table in tables(self.write('y,w,b\n' + text), '--means', 'y', '--weight',
                                'w', '--banner', 'b', '--percentile-type', '6'):
                found.append([{key: value for key, value in row.items() if key != 'weighted'}
                              for row in table['rows']])
        for scaled in found[1:]:
            for one, other in zip(found[0], scaled):
                for key in one:
                    if key not in ('code', 'label'):
                        self.near(other[key], one[key], key)

    def test_weights_that_are_none(self):
        path = self.write('a,w\n' + 'x,1\nx,2\ny,0\ny,-1\ny,\n' * 10)
        done = analyze(path, '--freq', 'a', '--weight', 'w', '--internal')
        self.assertEqual(done['responses'], {'read': 50, 'used': 20})
        self.assertIn('30', ' '.join(done['notes']))


class Pspp(Case):
    """Frequencies and percentiles of PSPP (tests/reference/pspp.sps)."""

    def read(self, algorithm):
        """Percentiles and frequencies: of persons, then of counted rows."""
        percentiles, frequencies = [], []
        path = os.path.join(HERE, f'../reference/pspp_{algorithm}.csv')
        with open(path, encoding='utf-8', newline='') as file:
            for row in csv.reader(file):
                if row[:1] == ['Percentiles']:
                    percentiles.append([])
                if row[:1] == ['Valid']:
                    frequencies.append([])
                if len(row) == 3 and row[1].isdigit():
                    percentiles[-1].append(float(row[2]))
                if len(row) == 6 and row[5].endswith('%'):
                    frequencies[-1].append([float(one.rstrip('%')) for one in row[1:]])
        return percentiles, frequencies

    def test_frequencies_and_percentiles(self):
        with open(os.path.join(HERE, '../reference/pspp.sps'), encoding='utf-8') as file:
            data = re.search(r'BEGIN DATA\n(.*)END DATA', file.read(), re.S).group(1)
        path = self.write('amount,times\n' + data.replace('. ', ' ').replace(' ', ','))
        for algorithm in ('7', '6'):
            percentiles, frequencies = self.read(algorithm)
            self.assertEqual([len(one) for one in percentiles + frequencies], [5, 5, 9, 9])
            for i, count in enumerate(([], ['--count', 'times'])):
                table, means = tables(path, '--freq', 'amount', '--means', 'amount', *count,
                                      '--percentile-type', algorithm)
                row = means['rows'][0]
                for name, expected in zip(('p10', 'p25', 'median', 'p75', 'p90'),
                                          percentiles[i]):
                    self.near(row[name], expected, (algorithm, name))
                for one, expected in zip(table['categories'], frequencies[i]):
                    self.near(float(one['code']), expected[0], 'code')
                    self.near(one['n'], expected[1], 'n')
                    for name, figure in zip(('percent', 'valid_percent',
                                             'cumulative_percent'), expected[2:]):
                        self.assertLess(abs(one[name] - figure), .05 + 1e-9)


class Letters(Case):
    """Column letters: pairs by hand, the persons in both columns taken off."""

    @staticmethod
    def p_of(a, b, both):
        """The z test of CTABLES, with (yes, base) of each column."""
        pooled = (a[0] + b[0]) / (a[1] + b[1])
        spread = 1 / a[1] + 1 / b[1] - 2 * both / (a[1] * b[1])
        z = (a[0] / a[1] - b[0] / b[1]) / math.sqrt(pooled * (1 - pooled) * spread)
        return math.erfc(abs(z) / math.sqrt(2))

    def test_columns_that_overlap(self):
        chance = random.Random(4)
        for trial in range(12):
            rows, told = [], chance.uniform(.1, .9)
            for _ in range(220):
                ticks = [int(chance.random() < .6) for _ in range(3)]
                if chance.random() < told:  # nearly the same persons in the first two
                    ticks[1] = ticks[0]
                likely = .5 + .3 * ticks[0] - .25 * ticks[2]
                rows.append((chance.random() < likely, ticks))
            text = 'a,t1,t2,t3\n' + ''.join(
                f'{"yes" if yes else "no"},{",".join(map(str, ticks))}\n' for yes, ticks in rows)
            table, = tables(self.write(text), '--multiple', 't: t1 t2 t3', '--cross', 'a by t')
            columns = [[yes for yes, ticks in rows if ticks[j]] for j in range(3)]
            shares = [(sum(column), len(column)) for column in columns]
            expected = [set(), set(), set()]
            for i, j in itertools.combinations(range(3), 2):
                both = sum(ticks[i] and ticks[j] for _, ticks in rows)
                if 3 * self.p_of(shares[i], shares[j], both) < .05:  # Bonferroni
                    larger, smaller = sorted((i, j), key=lambda k: -shares[k][0] / shares[k][1])
                    expected[larger].add('ABC'[smaller])
            found = [set(cell['letters'].split()) for cell in table['cells']
                     if cell['row'] == 'yes']
            self.assertEqual(found, expected, trial)

    def test_corrections(self):
        """Chosen once: for letters, and for the first tests of all tables."""
        shares = {'k1': 31, 'k2': 41, 'k3': 71, 'k4': 57, 'k5': 38}
        text = 'a,b,c\n' + ''.join(f'{"yes" if i < yes else "no"},{column},{i % 2}\n'
                                   for column, yes in shares.items() for i in range(100))
        path = self.write(text)
        pairs = list(itertools.combinations(range(5), 2))
        counts = list(shares.values())
        ps = [self.p_of((counts[i], 100), (counts[j], 100), 0) for i, j in pairs]
        order = sorted(range(10), key=lambda i: ps[i])
        holm, bh, running = [0] * 10, [1] * 10, 0
        for rank, i in enumerate(order):
            running = max(running, (10 - rank) * ps[i])
            holm[i] = min(1, running)
        running = 1
        for rank in range(9, -1, -1):
            running = min(running, 10 / (rank + 1) * ps[order[rank]])
            bh[order[rank]] = running
        adjusted = {'none': ps, 'bonferroni': [10 * p for p in ps], 'holm': holm, 'bh': bh}
        seen = set()
        for name, values in adjusted.items():
            table, other = tables(path, '--cross', 'a by b', '--cross', 'a by c',
                                  '--adjust', name)
            expected = [set() for _ in counts]
            for (i, j), p in zip(pairs, values):
                if p < .05:
                    larger, smaller = (i, j) if counts[i] > counts[j] else (j, i)
                    expected[larger].add('ABCDE'[smaller])
            found = [set(cell['letters'].split()) for cell in table['cells']
                     if cell['row'] == 'yes']
            self.assertEqual(found, expected, name)
            seen.add(str(found))
            self.assertEqual(table['tests'][0]['family'], 2)
        self.assertEqual(len(seen), 4)

    def test_none_or_all_of_a_column(self):
        """0 % has no z: Fisher's exact test instead, where SPSS is silent."""
        path = self.write('a,b\n' + 'yes,p\n' * 12 + 'no,p\n' * 38 + 'no,q\n' * 50)
        table, = tables(path, '--cross', 'a by b')
        self.assertEqual(cells(table)['yes', 'p']['letters'], 'B')
        self.assertEqual(cells(table)['no', 'q']['letters'], 'A')


    def test_ticks_in_classes(self):
        """Each tick is a share of its own, and heeds the classes as a table of it alone."""
        chance, lettered = random.Random(5), 0
        for trial in range(6):
            rows = []
            for klas in range(10):
                mood = chance.choice((.1, .9)) if trial % 2 else .5
                for _ in range(16):
                    ticks = [int(chance.random() < one)
                             for one in (mood, .3 + .4 * (klas % 2), .5)]
                    rows.append(f'{klas % 2},{klas},{",".join(map(str, ticks))}')
            path = self.write('g,k,t1,t2,t3\n' + '\n'.join(rows) + '\n')
            together, *alone = tables(path, '--multiple', 't: t1 t2 t3', '--cluster', 'k',
                                      '--cross', 't by g', '--cross', 't1 t2 t3 by g')
            for i, table in enumerate(alone):
                expected = [cell['letters'] for cell in table['cells'] if cell['row'] == '1']
                found = [cell['letters'] for cell in together['cells']][2 * i:2 * i + 2]
                self.assertEqual(found, expected, (trial, i))
                lettered += any(expected)
        self.assertGreater(lettered, 3)


class Matched(Case):
    """The same respondents twice or more, and groups (tests/reference/agreement.R)."""

    def test_cochran_q(self):
        patterns = {(1, 1, 0): 6, (1, 1, 1): 2, (0, 0, 0): 6, (1, 0, 0): 2, (0, 1, 0): 2,
                    (0, 0, 1): 4, (1, 0, 1): 2, (0, 1, 1): 2}
        people = [pattern for pattern, n in patterns.items() for _ in range(n)]
        path = self.write('d1,d2,d3\n' + ''.join(
            ','.join(map(str, person)) + '\n' for person in people))
        said = [sum(person[j] for person in people) for j in range(3)]
        over = 2 * (3 * sum(n * n for n in said) - sum(said) ** 2)
        under = 3 * sum(said) - sum(sum(person) ** 2 for person in people)
        by_name, = tables(path, '--matched', 'd1 d2 d3')
        as_set, = tables(path, '--multiple', 'd: d1 d2 d3', '--matched', 'd')
        for table in (by_name, as_set):
            test = finding(table, 'cochran_q')
            self.near(test['statistic'], over / under, 'Q')
            self.assertEqual(test['df'], 2)
            self.near(test['p'], math.exp(-over / under / 2), 'p')

    def test_mcnemar(self):
        """59 for, 16 changed one way, 6 the other (Agresti): 2 P(X <= 6 of 22)."""
        counts = {'yes,yes': 59, 'yes,no': 6, 'no,yes': 16, 'no,no': 80}
        path = self.write('before,after\n' + ''.join(
            f'{pair}\n' * n for pair, n in counts.items()))
        expected = 2 * sum(math.comb(22, k) for k in range(7)) / 2 ** 22
        matched, = tables(path, '--matched', 'before after')
        self.near(finding(matched, 'mcnemar', method='exact')['p'], expected, 'exact')
        self.near(finding(matched, 'cochran_q')['statistic'], 100 / 22, 'Q')
        crossed, = tables(path, '--cross', 'before by after')
        self.near(finding(crossed, 'mcnemar')['statistic'], 100 / 22, 'chi-square')

    def test_counted_rows(self):
        """A row that stands for more is as many persons, in whatever is asked."""
        counts = {'1,1': 59, '1,0': 6, '0,1': 16, '0,0': 80}
        counted = self.write('before,after,n\n' + ''.join(
            f'{pair},{n}\n' for pair, n in counts.items()))
        written_out = self.write('before,after\n' + ''.join(
            f'{pair}\n' * n for pair, n in counts.items()))
        for ask in (['--matched', 'before after'], ['--kappa', 'before by after'],
                    ['--alpha', 'before after'], ['--krippendorff', 'before after'],
                    ['--saturation', 'before after']):
            self.assertEqual(tables(counted, '--count', 'n', *ask), tables(written_out, *ask))
        halves = self.write('before,after,n\n1,0,2.5\n0,1,3\n')
        done = run(halves, '--count', 'n', '--matched', 'before after')
        self.assertEqual(done.returncode, 1)
        self.assertIn('whole numbers of persons', done.stderr)

    def test_classes_are_not_heeded(self):
        path = self.write('a,b,c,k\n' + '1,0,1,k1\n0,1,1,k2\n1,1,2,k3\n0,0,2,k4\n' * 9)
        for table in tables(path, '--matched', 'a b', '--stratified', 'a by b within c',
                            '--cluster', 'k'):
            self.assertIn('the test finds too much', ' '.join(table['notes']))

    def test_nobody(self):
        path = self.write('a,b\n1,0\n0,1\n')
        scale, matched = tables(path, '--where', 'a > 5', '--alpha', 'a b', '--matched',
                                'a b')
        self.assertEqual([row.get('sd') for row in scale['rows']], [None, None])
        self.assertEqual([test['p'] for test in matched['tests']], [None, None])

    def test_how_sure_all_was_heard(self):
        for silent, said in ((0, 'still brought something new'), (2, 'too few to say'),
                             (3, 'among respondents like these')):
            path = self.write('x,y\n1,0\n0,1\n' + '1,1\n' * silent)
            table, = tables(path, '--saturation', 'x y')
            self.assertIn(said, ' '.join(table['notes']))

    def test_nothing_to_differ(self):
        """One code, one answer: why there is no figure is said."""
        path = self.write('a,b,c\n1,1,1\n1,1,2\n1,1,3\n')
        coders, scale = tables(path, '--kappa', 'a by b', '--alpha', 'a c')[::-1]
        self.assertIn('two codes or more', ' '.join(coders['notes']))
        self.assertIn('“a” has the same answer everywhere', ' '.join(scale['notes']))

    def test_mantel_haenszel(self):
        berkeley = [(512, 313, 89, 19), (353, 207, 17, 8), (120, 205, 202, 391),
                    (138, 279, 131, 244), (53, 138, 94, 299), (22, 351, 24, 317)]
        lines = ['sex,result,dept,n']
        for dept, counts in zip('ABCDEF', berkeley):
            for (sex, result), n in zip(itertools.product(('m', 'w'), ('in', 'out')), counts):
                lines.append(f'{sex},{result},{dept},{n}')
        table, = tables(self.write('\n'.join(lines) + '\n'), '--count', 'n',
                        '--stratified', 'result by sex within dept')
        expected = reference('agreement')['berkeley']
        self.near(finding(table, 'mantel_haenszel')['statistic'], expected['plain'], 'MH')
        self.near(finding(table, 'mantel_haenszel', method='corrected')['p'],
                  expected['corrected_p'], 'corrected')
        ratio = finding(table, 'odds_ratio')
        self.near(ratio['value'], expected['odds'], 'ratio')
        self.near(ratio['ci_low'], expected['low'], 'low')
        self.near(ratio['ci_high'], expected['high'], 'high')

    def test_small_groups_are_hidden(self):
        path = self.write('a,b,c\n' + 'x,y,1\nz,y,1\nx,w,1\nz,w,1\n' * 20 + 'x,y,2\n')
        table, = analyze(path, '--stratified', 'a by b within c')['tables']
        self.assertEqual([test.get('p') for test in table['tests']], [None] * len(table['tests']))
        for measure in table['measures']:
            self.assertIsNone(measure.get('value'))

    def test_more_than_two_answers(self):
        path = self.write('a,b,c\n1,2,3\n2,3,1\n3,1,2\n')
        for options in (['--matched', 'a b'], ['--stratified', 'a by b within c'],
                        ['--stratified', 'a by b']):
            self.assertEqual(run(path, *options).returncode, 1)


class Contract(Case):
    """The JSON that other programs build on, and what people see."""
    TESTS = {'pearson', 'likelihood_ratio', 'yates', 'linear_by_linear', 'fisher',
             'rao_scott', 'mann_whitney', 'kruskal_wallis', 'cochran_armitage',
             'jonckheere_terpstra', 'mcnemar', 'cochran_q', 'mantel_haenszel'}
    MEASURES = {'phi', 'cramers_v', 'contingency_c', 'lambda', 'goodman_kruskal_tau',
                'uncertainty', 'gamma', 'kendall_tau_b', 'kendall_tau_c', 'somers_d',
                'kappa', 'odds_ratio', 'relative_risk', 'deff', 'icc', 'cronbach_alpha',
                'mcdonald_omega'}
    WITH_SE = {'lambda', 'goodman_kruskal_tau', 'uncertainty', 'gamma', 'kendall_tau_b',
               'kendall_tau_c', 'somers_d', 'kappa', 'odds_ratio', 'relative_risk'}
    DIRECTED = {'lambda', 'uncertainty', 'somers_d'}

    def sample(self):
        chance = random.Random(9)
        lines = ['u,v,scale,again,k,s1,s2,s3']
        for i in range(240):
            level = chance.randint(1, 3)
            u, v = (int(chance.random() < level / 5) for _ in range(2))
            items = ','.join(str(min(4, level + chance.randint(0, 2))) for _ in range(3))
            again = level if chance.random() < .7 else chance.randint(1, 3)
            lines.append(f'{u},{v},{level},{again},k{i // 20},{items}')
        return self.write('\n'.join(lines) + '\n')

    def test_all_tests_and_measures(self):
        path, tests, measures = self.sample(), {}, {}
        for options in (['--cross', 'u by v', '--cross', 'scale by again', '--cross',
                         'scale by u', '--alpha', 's1 s2 s3', '--matched', 'u v',
                         '--stratified', 'u by v within scale'],
                        ['--cross', 'u by v', '--means', 's1', '--cluster', 'k']):
            for table in tables(path, *options):
                for test in table.get('tests', []):
                    tests[test['name']] = test
                for one in table.get('measures', []):
                    if '--cluster' not in options or one['name'] in ('deff', 'icc'):
                        measures.setdefault(one['name'], []).append(one)
        self.assertEqual(self.TESTS - tests.keys(), set())
        self.assertEqual(self.MEASURES - measures.keys(), set())
        for name in self.WITH_SE:
            self.assertTrue(all(one.get('se') is not None for one in measures[name]), name)
        for name in self.DIRECTED:
            self.assertEqual({one['dependent'] for one in measures[name]},
                             {'rows', 'columns', 'symmetric'})
        for test in tests.values():
            self.assertIn('p', test)

    def test_shape(self):
        done = analyze(self.sample(), '--freq', 'scale', '--cross', 'u by scale', '--internal')
        self.assertEqual(set(done) & {'peil', 'questionnaire', 'responses', 'tables'},
                         {'peil', 'questionnaire', 'responses', 'tables'})
        frequency, cross = done['tables']
        for key in ('kind', 'variable', 'label', 'base', 'categories', 'missing'):
            self.assertIn(key, frequency)
        self.assertEqual(set(frequency['base']), {'text', 'n', 'weighted', 'effective'})
        for key in ('code', 'label', 'n', 'weighted', 'percent', 'valid_percent',
                    'cumulative_percent', 'ci_low', 'ci_high'):
            self.assertIn(key, frequency['categories'][0])
        for key in ('row', 'column', 'n', 'weighted', 'row_percent', 'column_percent',
                    'total_percent', 'expected', 'residual', 'adjusted_residual', 'letters'):
            self.assertIn(key, cross['cells'][0])
        for key in ('rows', 'columns', 'base', 'row_categories', 'column_categories',
                    'row_totals', 'column_totals', 'tests', 'measures'):
            self.assertIn(key, cross)

    def test_wilson(self):
        """Also at none and at all, against R's prop.test and the closed form."""
        z = 1.959963984540054
        path = self.write('a\n' + 'x\n' * 7 + 'y\n' * 23)
        for one in tables(path, '--freq', 'a')[0]['categories']:
            p, n = one['n'] / 30, 30
            middle = (p + z * z / 2 / n) / (1 + z * z / n)
            half = z * math.sqrt(p * (1 - p) / n + z * z / 4 / n / n) / (1 + z * z / n)
            self.near(one['ci_low'], 100 * (middle - half), 'low')
            self.near(one['ci_high'], 100 * (middle + half), 'high')
        one, = tables(self.write('a\n' + 'x\n' * 30), '--freq', 'a')[0]['categories']
        self.near(one['ci_low'], 100 * 30 / (30 + z * z), 'all')
        self.assertEqual(one['ci_high'], 100)

    def test_margins_as_r(self):
        """Each method, of few and many (tests/reference/interval.R)."""
        for case, figures in reference('interval').items():
            found = re.fullmatch(r'(\d+) of (\d+)', case)
            if not found or int(found.group(2)) > 5000:
                continue
            x, n = (int(one) for one in found.groups())
            path = self.write('a\n' + 'yes\n' * x + 'no\n' * (n - x))
            for method in ('wilson', 'clopper-pearson', 'agresti-coull'):
                table, = tables(path, '--freq', 'a', '--interval', method)
                for one in table['categories']:
                    key = method.replace('-', '_')
                    low, high = figures[f'{key}_low'], figures[f'{key}_high']
                    if one['code'] == 'no':
                        low, high = 1 - high, 1 - low
                    self.near(one['ci_low'], 100 * low, (case, method))
                    self.near(one['ci_high'], 100 * high, (case, method))
        self.assertEqual(run(path, '--interval', 'mine').returncode, 2)

    def test_difference(self):
        """Newcombe (1998), table II: 56 of 70 against 48 of 80, .0524 to .3339."""
        path = self.write('a,b\n' + 'x,1\n' * 56 + 'x,2\n' * 14 + 'y,1\n' * 48 + 'y,2\n' * 32)
        table, = tables(path, '--cross', 'a by b')
        found = finding(table, 'difference')
        self.near(found['value'], 20)
        self.assertEqual((round(found['ci_low'], 2), round(found['ci_high'], 2)), (5.24, 33.39))

    def test_the_lady_tasting_tea(self):
        path = self.write('tea,guess\n' + 'tea,tea\nmilk,milk\n' * 3 + 'tea,milk\nmilk,tea\n')
        table, = tables(path, '--cross', 'tea by guess')
        self.assertEqual(table['tests'][0]['name'], 'fisher')
        self.near(table['tests'][0]['p'], 34 / 70, 'p')
        for form in FORMS:
            text = run(path, '--internal', '--format', form, '--cross', 'tea by guess',
                       '--freq', 'tea', '--banner', 'guess', '--kappa', 'tea by guess').stdout
            self.assertNotRegex(text, r'\b(tea|guess) \(\1\)')

    def test_exact_or_drawn_but_never_silent(self):
        """A table too large for the exact p gives an interval, how many, and the seed."""
        chance = random.Random(2)
        text = ''.join(f'{chance.randint(1, 9)},{chance.randint(1, 9)}\n' for _ in range(170))
        table, = tables(self.write('a,b\n' + text), '--cross', 'a by b')
        test = finding(table, 'fisher')
        self.assertEqual(test['method'], 'monte carlo')
        low, high = test['p_low'], test['p_high']
        self.assertTrue(low < test['p'] < high)
        self.assertGreaterEqual(test['draws'], 100000)
        self.assertIn('seed', test)
        again, = tables(self.write('a,b\n' + text), '--cross', 'a by b')
        self.assertEqual(finding(again, 'fisher'), test)

    def test_a_spreadsheet_says_as_much(self):
        """All that JSON says of tests, and what was left out, stands in the CSV too."""
        chance = random.Random(2)
        path = self.write('a,b,w\n' + ''.join(
            f'{chance.randint(1, 9)},{chance.randint(1, 9)},{i % 17}\n' for i in range(180)))
        for ask in (['--cross', 'a by b', '--cross', 'b by a', '--adjust', 'holm'],
                    ['--cross', 'a by b', '--weight', 'w']):
            done = analyze(path, *ask, '--internal')
            text = run(path, *ask, '--internal', '--format', 'csv').stdout
            rows = list(csv.DictReader(io.StringIO(text)))
            overview = [row for row in rows if row['table'] == '0']
            for name, count in done['responses'].items():
                self.assertIn((name, str(count)),
                              [(row['name'], row['value']) for row in overview])
            self.assertEqual([row['row_label'] for row in overview if row['kind'] == 'note'],
                             done.get('notes', []))
            for i, table in enumerate(done['tables'], 1):
                listed = [row for row in rows
                          if row['table'] == str(i) and row['kind'] == 'test']
                for test, row in zip(table['tests'], listed, strict=True):
                    self.assertEqual(row['name'], test['name'])
                    for key, column in (('statistic', 'value'), ('p',) * 2, ('p_low',) * 2,
                                        ('p_high',) * 2, ('draws',) * 2, ('seed',) * 2,
                                        ('p_adjusted',) * 2, ('family',) * 2):
                        said = float(row[column]) if row[column] else None
                        self.assertEqual(said, test.get(key), (test['name'], key))

    def test_bands_nets_and_top(self):
        path = self.write('age,mark\n' + ''.join(f'{8 + i % 7},{1 + i % 5}\n'
                                                 for i in range(70)))
        bands, top, net = tables(
            path, '--derive', 'klas "Class" = age: ..9 "young" / 10..11 / else "old"',
            '--derive', 'good = mark: top 2 "good" / else "not"', '--net',
            'mark: 1 2 "low" / 4 5 "high"', '--freq', 'klas good mark')
        self.assertEqual([one['n'] for one in bands['categories']], [20, 20, 30])
        self.assertEqual(bands['label'], 'Class')
        self.assertEqual([one['n'] for one in top['categories']], [28, 42])
        self.assertEqual([(one['label'], one['n']) for one in net['nets']],
                         [('low', 28), ('high', 28)])

    def test_answers_in_no_band(self):
        path = self.write('age\n' + '8\n9\n10\n11\n' * 5)
        gaps, = tables(path, '--derive', 'klas = age: ..8 "young" / 11 "old"', '--freq', 'klas')
        self.assertIn('in none of these bands', ' '.join(gaps['notes']))
        whole, = tables(path, '--derive', 'klas = age: ..8 "young" / else "old"', '--freq',
                        'klas')
        self.assertEqual(whole['notes'], [])

    def test_nested_banner(self):
        path = self.sample()
        nested, = [table for table in tables(path, '--freq', 'u', '--banner', 'v > scale')
                   if table['kind'] == 'cross']
        alone = {}
        for v in '01':
            table, = tables(path, '--where', f"v = '{v}'", '--cross', 'u by scale')
            alone.update({(v, *key): cell['n'] for key, cell in cells(table).items()})
        self.assertEqual(sorted(alone.values()), sorted(one['n'] for one in nested['cells']))
        self.assertEqual(len(nested['column_categories']), 6)

    def test_of_which_block_a_note_is(self):
        path = self.write('a,b,one\n' + ''.join(f'{i % 2},{i % 3},x\n' for i in range(90)))
        text = run(path, '--freq', 'a', '--banner', 'b, one', '--internal').stdout
        self.assertIn('one: Nothing could be tested', text)
        text = run(path, '--freq', 'a', '--banner', 'one', '--internal').stdout
        self.assertIn('\nNothing could be tested', text)

    def test_where(self):
        path = self.sample()
        whole = tables(path, '--freq', 'scale')[0]['categories']
        for one in whole:
            done = analyze(path, '--where', f"scale = '{one['code']}'", '--freq', 'u',
                           '--internal')
            self.assertEqual(done['responses']['used'], one['n'])
            self.assertEqual(done['tables'][0]['base']['n'], one['n'])

    def test_waves_and_regions(self):
        """Files of two years and regions at once, each response with its own."""
        questionnaire = os.path.join(
            HERE, '../../questionnaires/instruments/leerlingbevraging.xml')
        made, ask = self.write(''), [questionnaire]
        for wave, ojs, seed in (('2026-1', 'VO1', '1'), ('2027-1', 'VO2', '2')):
            subprocess.run([PEIL, 'simulate', questionnaire, '-n', '80', '--seed', seed, '-o',
                            made], check=True, capture_output=True)
            with open(made, encoding='utf-8', newline='') as file:
                header, *rows = csv.reader(file)
            for row in rows:
                row[header.index('wave')], row[header.index('ojs')] = wave, ojs
            text = io.StringIO()
            csv.writer(text).writerows([header, *rows])
            ask.append(self.write(text.getvalue()))
        for by, codes in (('wave', ['2026-1', '2027-1']), ('ojs', ['VO1', 'VO2'])):
            table, = tables(*ask, '--cross', f'bekend by {by}')
            self.assertEqual([one['code'] for one in table['column_categories']], codes)
            alone = [tables(ask[0], path, '--freq', 'bekend')[0] for path in ask[1:]]
            for column, one in zip(codes, alone):
                for category in one['categories']:
                    cell = cells(table)[category['code'], column]
                    self.assertEqual(cell['n'], category['n'])
                    self.near(cell['column_percent'], category['valid_percent'], by)

    def test_none_of_these_and_another(self):
        """On paper that is possible; it is counted as it stands, and said."""
        questionnaire = os.path.join(
            HERE, '../../questionnaires/instruments/leerlingbevraging.xml')
        made = self.write('')
        subprocess.run([PEIL, 'simulate', questionnaire, '-n', '60', '-o', made],
                       check=True, capture_output=True)
        before, = tables(questionnaire, made, '--freq', 'themas')
        with open(made, encoding='utf-8', newline='') as file:
            header, *rows = csv.reader(file)
        none, one = header.index('themas_97'), header.index('themas_1')
        for row in rows:
            row[none] = '1' if row[one] == '1' else row[none]
        text = io.StringIO()
        csv.writer(text).writerows([header, *rows])
        after, = tables(questionnaire, self.write(text.getvalue()), '--freq', 'themas')
        self.assertEqual(after['notes'][:-1], before['notes'])  # in the pupils' language

    def test_no_colour_and_width(self):
        path = self.write('a,b\n' + ''.join(
            f'answer {i % 3},a rather long name of column {i % 14}\n' for i in range(280)))
        for environment in ({}, {'NO_COLOR': '1'}, {'COLUMNS': '60'}, {'COLUMNS': '200'}):
            done = run(path, '--freq', 'a', '--banner', 'b', **environment)
            self.assertNotIn('\x1b', done.stdout)
            width = int(environment.get('COLUMNS', 100))
            for line in done.stdout.splitlines():
                self.assertLessEqual(len(line), width, line)

    def test_locale(self):
        """A decimal comma in the locale changes no figure that programs read."""
        with tempfile.TemporaryDirectory() as folder:
            made = subprocess.run(['localedef', '-i', 'nl_NL', '-f', 'UTF-8',
                                   os.path.join(folder, 'nl_NL.UTF-8')], capture_output=True)
            if not os.path.isdir(os.path.join(folder, 'nl_NL.UTF-8')):
                self.skipTest(f'no Dutch locale can be made here: {made.stderr[:100]}')
            path = self.sample()
            ask = [path, '--cross', 'u by scale', '--means', 's1', '--weight', 's2',
                   '--internal', '--format']
            for form in ('json', 'csv', 'md', 'html', 'text'):
                plain = run(*ask, form).stdout
                dutch = run(*ask, form, LOCPATH=folder, LC_ALL='nl_NL.UTF-8',
                            LC_NUMERIC='nl_NL.UTF-8').stdout
                self.assertEqual(dutch, plain)


ODD = {  # name: text of the file
    'nothing': '',
    'header only': 'a,b,n\n',
    'one row': 'a,b,n\n1,2,3\n',
    'all missing': 'a,b,n\n' + ',,\n' * 20,
    'one side missing': 'a,b,n\n' + '1,,2\n' * 20 + ',x,2\n' * 20,
    'one category': 'a,b,n\n' + 'x,y,1\n' * 30,
    'one against two': 'a,b,n\n' + 'x,y,1\n' * 30 + 'x,z,1\n' * 30,
    'empty cells': 'a,b,n\n' + 'x,y,1\n' * 30 + 'w,z,1\n' * 30,
    'weights 0': 'a,b,n\n' + 'x,y,0\nw,z,0\n' * 10,
    'weights below 0': 'a,b,n\n' + 'x,y,-1\nw,z,-2\n' * 10,
    'some weights': 'a,b,n\n' + 'x,y,0\nw,z,1\nx,z,\nx,y,2.5\nw,y,-1\n' * 10,
    'huge and tiny weights': 'a,b,n\n' + 'x,y,1e300\nw,z,1e-300\nx,z,1\n' * 10,
    'blank names': ',,n\n1,2,3\n2,1,3\n',
    'twice one name': 'a,a,n\n1,2,3\n2,1,3\n',
    'one person each': 'a,b,n\n' + ''.join(f'r{i},s{i},1\n' for i in range(12)),
    '10,000 categories': 'a,b,n\n' + ''.join(f'r{i},s{i % 3},1\n' for i in range(10000)),
    'huge amounts': 'a,b,n\n' + 'x,y,1e308\nw,z,1e308\nx,z,1e308\n' * 4,
    'words for weights': 'a,b,n\nx,y,much\nw,z,little\n',
    'fewer fields': 'a,b,n\n1\n2,3\n4,5,6\n',
    'control signs': 'a,b,n\n"\x1b[31mred",y,1\n"two\nlines",z,2\n',
}
ASKED = {  # of all of them
    'nothing said': [],
    'a cross-tab': ['--cross', 'a by b'],
    'a banner': ['--freq', 'a', '--banner', 'b, b > a'],
    'weights': ['--cross', 'a by b', '--weight', 'n'],
    'counts': ['--cross', 'a by b', '--freq', 'a', '--count', 'n'],
    'classes': ['--freq', 'a', '--cross', 'a by b', '--weight', 'n', '--cluster', 'b'],
    'one class': ['--cross', 'a by b', '--cluster', 'one', '--derive',
                  'one = n: else "all"'],
    'strata': ['--cross', 'a by b', '--cluster', 'n', '--strata', 'a'],
    'means': ['--means', 'n', '--banner', 'a', '--percentile-type', '6'],
    'weighted means': ['--means', 'n', '--banner', 'a', '--weight', 'n', '--cluster', 'b'],
    'alpha': ['--alpha', 'n n n'],
    'coders': ['--kappa', 'a by b', '--krippendorff', 'a b'],
    'saturation': ['--saturation', 'a b'],
    'many tests': ['--cross', 'a b by a b', '--adjust', 'holm', '--explain'],
    'margins': ['--cross', 'a by b', '--freq', 'a', '--rake',
                os.path.join(HERE, '../fixtures/margins.csv')],
    'matched': ['--matched', 'a b', '--stratified', 'a by b within n'],
    'margins of a set': ['--multiple', 'set: a b', '--freq', 'set', '--weight', 'n',
                         '--interval', 'clopper-pearson'],
    'ticks in classes': ['--multiple', 'set: a b', '--cross', 'set by b', '--cross',
                         'b by set', '--cluster', 'n'],
    'nobody in classes': ['--where', "a = 'nobody'", '--cross', 'a by b', '--means', 'n',
                          '--banner', 'a', '--cluster', 'b', '--matched', 'a b'],
    'a fraction': ['--freq', 'a', '--cross', 'a by b', '--means', 'n', '--banner', 'b',
                   '--cluster', 'a', '--fpc', 'n'],
    'counted coders': ['--kappa', 'a by b', '--matched', 'a b', '--alpha', 'n n',
                       '--saturation', 'a b', '--count', 'n'],
    'nobody': ['--where', "a = 'nobody'", '--freq', 'a', '--cross', 'a by b'],
    'nets': ['--net', 'a: x w "both"', '--freq', 'a', '--cross', 'a by b'],
    'a set': ['--multiple', 'set: a b', '--freq', 'set', '--cross', 'set by b',
              '--cross', 'b by set'],
}


class Trouble(Case):
    """Data with which something is the matter: an honest word, never a crash, and never
    a figure that is none."""

    def hold(self, done, what):
        self.assertIn(done.returncode, (0, 1), f'{what}\n{done.stderr[-2000:]}')
        self.assertNotIn('Sanitizer', done.stderr, what)
        self.assertNotIn('runtime error', done.stderr, what)
        words = re.findall(r'(?<![\w-])-?(?:nan|inf|infinity)(?!\w)', done.stdout, re.I)
        self.assertEqual(words, [], what)
        self.assertNotIn('\x1b', done.stdout, what)
        if done.returncode == 1:
            self.assertIn('error: ', done.stderr, what)

    def test_amounts_beyond_all_sums(self):
        path = self.write(ODD['huge amounts'])
        for form in FORMS:
            self.hold(run(path, '--means', 'n', '--internal', '--format', form), form)

    def test_weights_beyond_all_sums(self):
        done = run(self.write(ODD['huge amounts']), '--freq', 'a', '--weight', 'n')
        self.assertEqual(done.returncode, 1)
        self.assertIn('too large to be added up', done.stderr)

    def test_odd_data(self):
        for i, (odd, asked) in enumerate(itertools.product(ODD, ASKED)):
            if odd == '10,000 categories' and asked not in ('nothing said', 'a cross-tab'):
                continue
            what, path = f'{odd}: {asked}', self.write(ODD[odd])
            form = 'json' if i % 2 else FORMS[i // 2 % len(FORMS)]
            gate = ['--internal'] if i % 5 else []
            with self.subTest(what):
                done = run(path, *ASKED[asked], *gate, '--format', form)
                self.hold(done, f'{what} in {form}')
                if form == 'json' and done.returncode == 0:
                    json.loads(done.stdout, parse_constant=no_constant)


def main():
    global PEIL
    PEIL = os.path.abspath(sys.argv.pop(1))
    unittest.main(verbosity=1)


if __name__ == '__main__':
    main()
