/* A CSV of made-up pupils' answers, for measuring: generate ROWS [SEED] >work.csv
 *
 * 59 columns: nine about the pupil, q01 to q30 with one of five codes, "don't know"
 * (98), "rather not say" (99) or a blank, t01 to t16 with a tick, two open texts, in a
 * fifth of the rows with quotes, commas and newlines, and two moments. The same seed
 * makes the same file everywhere. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { SINGLES = 30, TICKS = 16, OPEN_TEXTS = 2, BUFFER = 1 << 20 };

/* splitmix64 (Steele, Lea and Flood, OOPSLA 2014): one number of state, no bad seeds.
 */
struct chance {
    uint64_t state;
};

static unsigned below(struct chance *chance, unsigned limit)
{
    uint64_t z = chance->state += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return (unsigned)(((z ^ (z >> 31)) >> 32) * limit >> 32);
}

static void write_header(void)
{
    fputs("id,wave,ojs,school,class,group_code,age,gender,weight", stdout);
    for (int i = 1; i <= SINGLES; i++)
        printf(",q%02d", i);
    for (int i = 1; i <= TICKS; i++)
        printf(",t%02d", i);
    puts(",open1,open2,started,ended");
}

static void write_pupil(struct chance *chance, unsigned long row, unsigned group)
{
    unsigned school = below(chance, 200);
    printf("p%016lu,%u,ojs%02u,s%03u,%c,%u,%u,%u,%u.%02u", row, 2024 + below(chance, 2),
           school % 40, school, "abc"[below(chance, 3)], group,
           group + 4 + below(chance, 3), 1 + below(chance, 3), below(chance, 2),
           10 + below(chance, 90));
}

/* The group leans to its own side of the scale, so that there is something to find. */
static void write_answer(struct chance *chance, unsigned group)
{
    unsigned luck = below(chance, 100);
    if (luck < 4)
        putchar(',');
    else if (luck < 8)
        fputs(luck < 6 ? ",98" : ",99", stdout);
    else
        printf(",%u", 1 + (below(chance, 5) + (luck < 20 ? group : 0)) % 5);
}

static void write_text(struct chance *chance)
{
    static const char *const plain[] = {
        "",
        "",
        "meer bomen op het plein",
        "weet ik niet",
        "iemand die luistert",
        "dat de juf niet zo snel boos wordt als het te druk is in de klas",
        "een caf\xc3\xa9 in de aula",
        "meer tijd voor gym en minder huiswerk geven",
    };
    static const char *const quoted[] = {
        "\"rust, een stille plek\"",
        "\"hij zei \"\"doe normaal\"\", en toen\nging hij weg\"",
        "\"minder pesten,\nmeer gym\nen langer pauze, ook als het regent\"",
        "\"\"",
    };
    putchar(',');
    fputs(below(chance, 5) == 0 ? quoted[below(chance, 4)] : plain[below(chance, 8)],
          stdout);
}

static void write_moment(struct chance *chance, unsigned hour)
{
    printf(",2025-%02u-%02uT%02u:%02u:%02u+02:00", 9 + below(chance, 4),
           1 + below(chance, 28), hour, below(chance, 60), below(chance, 60));
}

static void write_row(struct chance *chance, unsigned long row)
{
    unsigned group = 3 + below(chance, 6);
    write_pupil(chance, row, group);
    for (int i = 0; i < SINGLES; i++)
        write_answer(chance, group);
    for (int i = 0; i < TICKS; i++)
        fputs(below(chance, 4) == 0 ? ",1" : ",0", stdout);
    for (int i = 0; i < OPEN_TEXTS; i++)
        write_text(chance);
    write_moment(chance, 9);
    write_moment(chance, 10);
    putchar('\n');
}

int main(int argc, char **argv)
{
    if (argc < 2 || argc > 3) {
        fputs("usage: generate ROWS [SEED]\n", stderr);
        return 2;
    }
    unsigned long rows = strtoul(argv[1], NULL, 10);
    struct chance chance = { argc == 3 ? strtoull(argv[2], NULL, 10) : 1 };
    setvbuf(stdout, NULL, _IOFBF, BUFFER);
    write_header();
    for (unsigned long row = 1; row <= rows; row++)
        write_row(&chance, row);
    return fflush(stdout) == 0 ? 0 : 3;
}
