// Package event tells every process that something has changed.
//
// A Publisher sends topics ("job:12") by PostgreSQL's NOTIFY, a Hub hears them
// by LISTEN and wakes whoever has subscribed in its process, and a Feed turns
// them into the present state of an object, loaded once for all its
// subscribers. An event carries no data: it only says that loading again is
// worth it, so a lost or doubled event does no harm.
package event
