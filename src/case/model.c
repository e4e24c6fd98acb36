#include "truce/case/model.h"

const truce_head *truce_case_head(const truce_case *c, truce_declared record) {
    switch (record.kind) {
    case TRUCE_KIND_CASE:
        return &c->cases[record.index].head;
    case TRUCE_KIND_ACTOR:
        return &c->actors[record.index].head;
    case TRUCE_KIND_SOURCE:
        return &c->sources[record.index].head;
    case TRUCE_KIND_ISSUE:
        return &c->issues[record.index].head;
    case TRUCE_KIND_LINK:
        return &c->links[record.index].head;
    case TRUCE_KIND_TERM:
        return &c->terms[record.index].head;
    case TRUCE_KIND_OFFER:
        return &c->offers[record.index].head;
    case TRUCE_KIND_CUSTODY:
        return &c->custody[record.index].head;
    case TRUCE_KIND_EVENT:
        return &c->events[record.index].head;
    case TRUCE_KIND_CLAIM:
        return &c->claims[record.index].head;
    case TRUCE_KIND_ACCOUNT:
        return &c->accounts[record.index].head;
    case TRUCE_KIND_DATING:
        return &c->datings[record.index].head;
    case TRUCE_KIND_PREFERENCES:
        return &c->preferences[record.index].head;
    case TRUCE_KIND_STEP:
        return &c->steps[record.index].head;
    case TRUCE_KIND_EXCHANGE:
        return &c->exchanges[record.index].head;
    case TRUCE_KIND_VALUES:
        return &c->values[record.index].head;
    case TRUCE_KIND_AGREEMENT:
        return &c->agreements[record.index].head;
    case TRUCE_KIND_OBLIGATION:
        return &c->obligations[record.index].head;
    case TRUCE_KIND_REPORT:
        return &c->reports[record.index].head;
    case TRUCE_KIND_INCIDENT:
        return &c->incidents[record.index].head;
    case TRUCE_KIND_READER:
        return &c->readers[record.index].head;
    case TRUCE_KIND_COMPARTMENT:
        return &c->compartments[record.index].head;
    case TRUCE_KIND_NONE:
    case TRUCE_KIND_N:
        break;
    }
    return NULL;
}
