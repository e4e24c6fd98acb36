/* agent_system.h - what POSIX has no word for, and an agent asks of the system. */
#ifndef ACTIONS_AGENT_SYSTEM_H
#define ACTIONS_AGENT_SYSTEM_H

#include <stdbool.h>
#include <stdint.h>

/* Is who is at the other end of this socket the same user? False where that cannot be told. */
bool agent_peer_is_me(int fd);

/* Milliseconds since some instant, those in which the machine slept included where that can be had.
 */
int64_t agent_clock(void);

#endif
