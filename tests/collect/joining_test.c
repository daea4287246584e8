/* Cards over real sockets: single use, one device at a time, and no way to guess. */
#include "tests/collect/class.h"

#include <pthread.h>

static void asks_for_a_code(void **state)
{
    struct class *c = *state;
    struct pupil p = class_pupil(c);
    assert_string_equal(class_at(&p), "");
    assert_int_equal(client_status(p.page), 200);
    assert_non_null(strstr(p.page, "name=\"code\""));
    assert_null(strstr(p.page, "niet meer")); /* nobody was here before */
    assert_string_equal(p.cookie, "");
    assert_int_equal(class_size(c), 0);
}

static void lets_in_however_it_is_typed(void **state)
{
    struct class *c = *state;
    const char *d = c->codes[0].text;
    const char *typed[] = {
        peil_arena_format(arena, "%.3s+%s", d, d + 3),
        peil_arena_format(arena, "+%.1s+%.2s-%s%%0A", c->codes[1].text,
                          c->codes[1].text + 1, c->codes[1].text + 3),
    };
    for (size_t i = 0; i < 2; i++) {
        struct pupil p = class_pupil(c);
        assert_int_equal(class_type(&p, typed[i]), 303);
        assert_string_equal(class_at(&p), "groep");
    }
    char small[PEIL_CARD_LENGTH + 1] = "";
    for (size_t i = 0; i < PEIL_CARD_LENGTH; i++)
        small[i] = (char)(c->codes[2].text[i] | 0x20); /* digits have it already */
    struct pupil p = class_pupil(c);
    assert_int_equal(class_type(&p, small), 303);
    assert_int_equal(class_size(c), 3);
}

static struct slip {
    const char *name, *code, *says;
} slips[] = {
    { "slip: nothing", "", "Typ de code" },
    { "slip: five symbols", "CDF23", "zes tekens" },
    { "slip: a zero", "CDF230", "Dat kan niet kloppen" },
    { "slip: markup", "<b>", "Dat kan niet kloppen" },
};

/* A slip is explained, costs no guess, and comes back escaped. */
static void slips_cost_nothing(void **state)
{
    struct class *c = *state;
    for (size_t i = 0; i < LENGTH(slips); i++)
        for (size_t n = 0; n < 15; n++) {
            struct pupil p = class_pupil(c);
            const char *reply = pupil_post(
                &p, "/join", peil_arena_format(arena, "code=%s", slips[i].code));
            assert_int_equal(client_status(reply), 200);
            assert_non_null(strstr(reply, slips[i].says));
            assert_null(strstr(reply, "<b>"));
            assert_string_equal(p.cookie, "");
        }
    struct pupil p = class_pupil(c);
    assert_int_equal(class_type(&p, c->codes[0].text), 303);
}

/* What a QR code leads to only asks: a browser that looks beforehand joins nobody. */
static void a_get_joins_nobody(void **state)
{
    struct class *c = *state;
    struct pupil p = class_pupil(c);
    const char *path = peil_arena_format(arena, "/k/%s", c->codes[0].text);
    const char *page = pupil_get(&p, path);
    assert_int_equal(client_status(page), 200);
    assert_non_null(strstr(page, "Is dit de code"));
    assert_string_equal(p.cookie, "");
    assert_int_equal(class_size(c), 0);
    /* It does not tell whether there is such a card. */
    const char *other = pupil_get(&p, "/k/CCCCCC");
    assert_int_equal(client_status(other), 200);
    assert_int_equal(client_status(pupil_get(&p, "/k/0")), 404);
    assert_int_equal(client_status(pupil_get(&p, "/k/")), 404);
    p.page = page;
    const char *code =
        client_between(page, "name=\"code\" class=\"code\" value=\"", "\"", arena);
    assert_non_null(code);
    assert_int_equal(class_type(&p, code), 303);
    assert_string_equal(class_at(&p), "groep");
}

static void goes_on_at_another_device(struct class *c)
{
    struct pupil first = class_pupil(c), second = class_pupil(c);
    class_type(&first, c->codes[0].text);
    assert_string_equal(class_at(&first), "groep");
    assert_int_equal(class_answer(&first, "code=8&do=next"), 303);
    assert_string_equal(class_at(&first), "meedoen");
    assert_int_equal(class_type(&second, c->codes[0].text), 303);
    assert_string_equal(class_at(&second), "meedoen");
    assert_int_equal(class_size(c), 1);
    assert_int_equal(c->options.runner.classroom->moved, 1);

    /* The old device: what it still shows is not taken, and it is told kindly. */
    assert_int_equal(class_answer(&first, "code=2&do=next"), 403);
    assert_string_equal(class_at(&first), "");
    assert_int_equal(client_status(first.page), 200);
    assert_non_null(strstr(first.page, "niet meer"));

    assert_string_equal(class_at(&second), "meedoen");
    assert_int_equal(class_answer(&second, "code=1&do=next"), 303);
    class_restart(c);
    assert_string_equal(class_at(&second), "hulp");
    assert_string_equal(class_at(&first), "");
}

static void two_devices(void **state)
{
    goes_on_at_another_device(*state);
}

static void two_devices_sealed(void **state)
{
    goes_on_at_another_device(*state);
}

/* Sealed, restarted, and the device is gone: nothing opens what was given, so the
 * pupil begins again. Not sealed: he goes on. */
static void after_a_restart(struct class *c, const char *expected, size_t responses)
{
    struct pupil first = class_pupil(c), second = class_pupil(c);
    class_type(&first, c->codes[0].text);
    class_at(&first);
    class_answer(&first, "code=8&do=next");
    class_restart(c);
    assert_int_equal(class_type(&second, c->codes[0].text), 303);
    assert_string_equal(class_at(&second), expected);
    assert_int_equal(class_size(c), responses);
    /* And from there like any other, with the same card. */
    assert_int_equal(class_type(&first, c->codes[0].text), 303);
    assert_string_equal(class_at(&first), expected);
    assert_int_equal(class_size(c), responses);
}

static void restart_and_another_device(void **state)
{
    after_a_restart(*state, "meedoen", 1);
}

static void restart_and_another_device_sealed(void **state)
{
    after_a_restart(*state, "groep", 2);
}

static void again_at_the_same_device(void **state)
{
    struct class *c = *state;
    struct pupil p = class_pupil(c);
    class_type(&p, c->codes[0].text);
    const char *cookie = p.cookie;
    assert_int_equal(class_type(&p, c->codes[0].text), 303);
    assert_string_equal(p.cookie, cookie);
    assert_int_equal(c->options.runner.classroom->moved, 0);
}

static void single_use(void **state)
{
    struct class *c = *state;
    struct pupil p = class_pupil(c), next = class_pupil(c);
    class_type(&p, c->codes[0].text);
    class_at(&p);
    class_answer(&p, "code=8&do=next");
    class_at(&p);
    class_answer(&p, "code=2&do=next"); /* rather not */
    const char *reply = pupil_post(
        &next, "/join", peil_arena_format(arena, "code=%s", c->codes[0].text));
    assert_int_equal(client_status(reply), 403);
    assert_non_null(strstr(reply, "al meegedaan"));
    assert_string_equal(next.cookie, "");
    /* The device itself may go to the next pupil, with a card of his own. */
    class_at(&p);
    assert_int_equal(client_status(pupil_post(&p, "/next", "")), 303);
    assert_string_equal(p.cookie, "");
    assert_int_equal(class_type(&p, c->codes[1].text), 303);
    assert_string_equal(class_at(&p), "groep");
}

/* --- Twice at once --- */

struct click {
    struct class *c;
    struct pupil pupil;
    int status;
    pthread_t thread;
};

static void *press(void *context)
{
    struct click *click = context;
    click->pupil = class_pupil(click->c);
    click->pupil.arena = peil_arena_new();
    click->status = class_type(&click->pupil, click->c->codes[0].text);
    return NULL;
}

/* Who came last has the seat, and nobody else, whatever the order. */
static void click_at_once(struct class *c, size_t responses)
{
    enum { CLICKS = 6 };
    struct click clicks[CLICKS];
    size_t in = 0;
    for (size_t i = 0; i < CLICKS; i++) {
        clicks[i].c = c;
        assert_int_equal(pthread_create(&clicks[i].thread, NULL, press, &clicks[i]), 0);
    }
    for (size_t i = 0; i < CLICKS; i++) {
        pthread_join(clicks[i].thread, NULL);
        assert_int_equal(clicks[i].status, 303);
    }
    for (size_t i = 0; i < CLICKS; i++) {
        in += strcmp(class_at(&clicks[i].pupil), "groep") == 0;
        peil_arena_free(clicks[i].pupil.arena);
    }
    assert_int_equal(in, 1);
    assert_int_equal(class_size(c), responses);
}

static void many_clicks(void **state)
{
    click_at_once(*state, 1);
}

/* Nothing opens what the pupil gave before, so that he begins again: once. */
static void many_clicks_after_a_restart(void **state)
{
    struct class *c = *state;
    struct pupil lost = class_pupil(c);
    class_type(&lost, c->codes[0].text);
    class_restart(c);
    click_at_once(c, 2);
}

enum { TURNS = 25 };

/* Types the code of the same card again and again, and answers between. */
static void *struggle(void *context)
{
    struct click *click = context;
    struct pupil *p = &click->pupil;
    *p = class_pupil(click->c);
    p->arena = peil_arena_new();
    for (int i = 0; i < TURNS; i++) {
        click->status = class_type(p, click->c->codes[0].text);
        bool first = strcmp(class_at(p), "groep") == 0;
        class_answer(p, first ? "code=8&do=next" : "do=back");
    }
    return NULL;
}

/* The one who is in; the others are not. */
static struct pupil *find_holder(struct click *clicks, size_t count)
{
    struct pupil *holder = NULL;
    for (size_t i = 0; i < count; i++)
        if (*class_at(&clicks[i].pupil)) {
            assert_null(holder);
            holder = &clicks[i].pupil;
        }
    assert_non_null(holder);
    return holder;
}

/* Who holds the seat in memory holds it in the store, and has the secret that opens all
 * that was sealed, by whichever device. */
static void a_seat_that_is_fought_over(void **state)
{
    struct class *c = *state;
    enum { DEVICES = 3 };
    struct click devices[DEVICES];
    for (size_t i = 0; i < DEVICES; i++) {
        devices[i].c = c;
        assert_int_equal(
            pthread_create(&devices[i].thread, NULL, struggle, &devices[i]), 0);
    }
    for (size_t i = 0; i < DEVICES; i++) {
        pthread_join(devices[i].thread, NULL);
        assert_int_equal(devices[i].status, 303);
    }
    const struct pupil *before = find_holder(devices, DEVICES);
    const char *n = pupil_field(before, "n"), *item = pupil_field(before, "item");
    assert_true(strtol(n, NULL, 10) > 1); /* they did come through */
    assert_true(c->options.runner.classroom->moved > 1);
    class_restart(c);
    const struct pupil *after = find_holder(devices, DEVICES);
    assert_ptr_equal(after, before);
    assert_string_equal(pupil_field(after, "n"), n);
    assert_string_equal(pupil_field(after, "item"), item);
    assert_int_equal(class_size(c), 1);
    assert_int_equal(peil_sessions_strange(c->options.runner.sessions), 0);
    for (size_t i = 0; i < DEVICES; i++)
        peil_arena_free(devices[i].pupil.arena);
}

/* --- Guessing --- */

/* From another address of the loopback: another device. */
static const char *ask_from(uint32_t address, const struct pupil *p,
                            const char *request)
{
    struct sockaddr_in from = { .sin_family = AF_INET, .sin_addr = { htonl(address) } };
    struct sockaddr_in to = { .sin_family = AF_INET,
                              .sin_port = htons((uint16_t)p->port),
                              .sin_addr = { htonl(0x7f000001) } };
    int descriptor = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(bind(descriptor, (struct sockaddr *)&from, sizeof from), 0);
    assert_int_equal(connect(descriptor, (struct sockaddr *)&to, sizeof to), 0);
    client_send(descriptor, request, strlen(request));
    return client_read(descriptor, p->arena);
}

static const char *guess(struct class *c, uint32_t address, const char *code)
{
    struct pupil p = class_pupil(c);
    return ask_from(
        address, &p,
        pupil_request(&p, "/join", peil_arena_format(arena, "code=%s", code)));
}

/* Never a card: the chance is 1 in 30 million. */
static const char wrong[] = "CCCCCC";

static void slows_who_guesses(void **state)
{
    struct class *c = *state;
    enum { GUESSER = 0x7f000009 };
    for (int i = 0; i < PEIL_GUESSES_OF_ONE; i++) {
        const char *reply = guess(c, GUESSER, wrong);
        assert_int_equal(client_status(reply), 403);
        assert_non_null(strstr(reply, "Die code is er niet"));
    }
    const char *reply = guess(c, GUESSER, wrong);
    assert_int_equal(client_status(reply), 429);
    assert_non_null(client_header(reply, "Retry-After", arena));
    assert_non_null(strstr(reply, "Wacht tien tellen"));
    /* A right one looks the same to him: there is nothing to be learned. */
    assert_int_equal(client_status(guess(c, GUESSER, c->codes[0].text)), 429);
    assert_int_equal(class_size(c), 0);
}

/* 20 devices use up the turns of all; the class comes in all the same. */
static void does_not_lock_out_the_class(void **state)
{
    struct class *c = *state;
    size_t refused = 0;
    for (uint32_t device = 0; device < 20; device++)
        for (int i = 0; i < PEIL_GUESSES_OF_ONE; i++)
            refused += client_status(guess(c, 0x7f000020 + device, wrong)) == 429;
    assert_true(refused > 100);
    for (size_t i = 0; i < CLASS_CARDS; i++) {
        const char *reply = guess(c, 0x7f000100 + (uint32_t)i, c->codes[i].text);
        assert_int_equal(client_status(reply), 303);
    }
    assert_int_equal(class_size(c), CLASS_CARDS);
}

/* --- The door --- */

static void closed(void **state)
{
    struct class *c = *state;
    struct pupil busy = class_pupil(c), late = class_pupil(c);
    class_type(&busy, c->codes[0].text);
    class_at(&busy);
    c->options.runner.classroom->closed = true;
    pupil_get(&late, "/");
    assert_non_null(strstr(late.page, "De vragenlijst is nu dicht"));
    assert_int_equal(class_type(&late, c->codes[1].text), 200);
    assert_string_equal(late.cookie, "");
    assert_non_null(strstr(pupil_get(&late, "/k/CDF234"), "is nu dicht"));
    assert_int_equal(class_answer(&busy, "code=8&do=next"), 303);
    assert_string_equal(class_at(&busy), "meedoen");
    c->options.runner.classroom->closed = false;
    assert_int_equal(class_type(&late, c->codes[1].text), 303);
}

/* --- A hand --- */

static void puts_a_hand_up(void **state)
{
    struct class *c = *state;
    struct pupil p = class_pupil(c);
    class_type(&p, c->codes[0].text);
    class_at(&p);
    const char *first = p.page;
    const struct peil_session *session =
        peil_sessions_seat(c->options.runner.sessions, 0);
    assert_int_equal(class_answer(&p, "code=8&do=hand-up"), 303);
    assert_true(session->hand);
    assert_int_equal(session->sequence, 0); /* no event */
    class_at(&p);
    assert_non_null(strstr(p.page, "value=\"8\" checked"));
    assert_non_null(strstr(p.page, "value=\"hand-down\""));
    assert_int_equal(class_answer(&p, "code=8&do=next"), 303);
    assert_string_equal(class_at(&p), "meedoen");
    assert_true(session->hand); /* until it goes down */
    p.page = first;             /* pressed on an old page: only the hand */
    assert_int_equal(class_answer(&p, "code=5&do=hand-down"), 303);
    assert_false(session->hand);
    assert_string_equal(class_at(&p), "meedoen");
    assert_null(strstr(p.page, "checked"));
}

/* --- How it looks --- */

static void looks_lose_nothing(void **state)
{
    struct class *c = *state;
    struct pupil p = class_pupil(c);
    class_type(&p, c->codes[0].text);
    class_at(&p);
    const char *first = p.page;
    assert_int_equal(class_answer(&p, "code=8&do=next"), 303);
    class_at(&p);
    const char *kept = "code=1&look=l";
    assert_int_equal(client_status(pupil_post(&p, "/look", kept)), 303);
    assert_string_equal(class_at(&p), "meedoen");
    assert_non_null(strstr(p.page, "value=\"1\" checked"));
    p.page = first; /* a form of before: it is not for this question */
    assert_int_equal(client_status(pupil_post(&p, "/look", "code=2&look=l")), 303);
    class_at(&p);
    assert_non_null(strstr(p.page, "value=\"1\" checked"));
    const char *strange = peil_arena_format(arena, "n=2&t=%064d&code=2&look=l", 0);
    p.page = ""; /* nor is one that is not ours */
    assert_int_equal(client_status(pupil_post(&p, "/look", strange)), 303);
    class_at(&p);
    assert_non_null(strstr(p.page, "value=\"1\" checked"));
}

int main(void)
{
    const struct test tests[] = {
        TEST(asks_for_a_code),
        TEST(lets_in_however_it_is_typed),
        TEST(slips_cost_nothing),
        TEST(a_get_joins_nobody),
        TEST(two_devices),
        TEST(restart_and_another_device),
        TEST(again_at_the_same_device),
        TEST(single_use),
        TEST(many_clicks),
        TEST(a_seat_that_is_fought_over),
        TEST(slows_who_guesses),
        TEST(does_not_lock_out_the_class),
        TEST(closed),
        TEST(puts_a_hand_up),
        TEST(looks_lose_nothing),
    };
    const struct test sealed[] = {
        TEST(two_devices_sealed),
        TEST(restart_and_another_device_sealed),
        TEST(many_clicks),
        TEST(many_clicks_after_a_restart),
        TEST(a_seat_that_is_fought_over),
    };
    return run_suite(tests, LENGTH(tests), class_begin, class_end) +
           run_suite(sealed, LENGTH(sealed), class_begin_sealed, class_end);
}
