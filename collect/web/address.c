#define _DEFAULT_SOURCE /* IFF_UP */
#include "collect/web/address.h"

#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

/* NetworkManager, Windows, Android and iPhones give their hotspot these addresses. */
static const struct {
    uint32_t network;
    unsigned bits;
    int fitness;
} networks[] = {
    { 0x0a2a0000, 16, 40 }, /* 10.42: a hotspot of NetworkManager */
    { 0xc0a88900, 24, 40 }, /* 192.168.137: of Windows */
    { 0xac140a00, 28, 40 }, /* 172.20.10: of an iPhone */
    { 0xc0a80000, 16, 30 }, /* the private ones */
    { 0x0a000000, 8, 30 },  { 0xac100000, 12, 30 },
    { 0xa9fe0000, 16, 5 }, /* 169.254: nobody handed out an address */
};
enum { ELSEWHERE = 20 };

static const struct {
    const char *start;
    int fitness;
} devices[] = {
    { "ap", 4 },      { "wl", 3 },       { "en", 2 },        { "eth", 2 },
    { "usb", 2 },     { "docker", -30 }, { "br-", -30 },     { "veth", -30 },
    { "virbr", -30 }, { "vmnet", -30 },  { "vboxnet", -30 }, { "tun", -30 },
    { "tap", -30 },   { "wg", -30 },     { "ppp", -30 },     { "lxc", -30 },
};

static int fitness_of_number(uint32_t number)
{
    for (size_t i = 0; i < sizeof networks / sizeof networks[0]; i++)
        if ((number ^ networks[i].network) >> (32 - networks[i].bits) == 0)
            return networks[i].fitness;
    return ELSEWHERE;
}

static int fitness_of_device(const char *device)
{
    for (size_t i = 0; i < sizeof devices / sizeof devices[0]; i++)
        if (strncmp(device, devices[i].start, strlen(devices[i].start)) == 0)
            return devices[i].fitness;
    return 0;
}

int peil_address_fitness(const struct peil_address *address)
{
    return fitness_of_number(address->number) + fitness_of_device(address->device);
}

/* The fittest first; equals by number, so that the order is the same each time. */
static int compare(const void *a, const void *b)
{
    const struct peil_address *one = a, *other = b;
    int difference = peil_address_fitness(other) - peil_address_fitness(one);
    return difference ? difference
                      : (one->number > other->number) - (one->number < other->number);
}

size_t peil_address_own(const struct peil_address **addresses, struct peil_arena *arena)
{
    struct peil_address *list = NULL;
    struct ifaddrs *first = NULL;
    size_t count = 0;
    if (getifaddrs(&first) != 0)
        return 0;
    for (const struct ifaddrs *own = first; own; own = own->ifa_next) {
        struct sockaddr_in at;
        if (!own->ifa_addr || own->ifa_addr->sa_family != AF_INET ||
            !(own->ifa_flags & IFF_UP) || own->ifa_flags & IFF_LOOPBACK)
            continue;
        memcpy(&at, own->ifa_addr, sizeof at);
        list = peil_arena_grow(arena, list, count, sizeof *list);
        list[count++] = (struct peil_address){ ntohl(at.sin_addr.s_addr),
                                               peil_arena_copy(arena, own->ifa_name) };
    }
    freeifaddrs(first);
    if (count > 0)
        qsort(list, count, sizeof *list, compare);
    *addresses = list;
    return count;
}
