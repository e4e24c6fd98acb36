# truce_room(ROOM MODULE...)
#
# Name the sources of one room: module `edtf` of room `base` is src/base/edtf.c. Every room goes
# into libtruce, but `cli`, which is the program. tools/check_rooms.sh reports a source of src/
# that no room names.
set(TRUCE_LIBRARY_SOURCES "")
set(TRUCE_PROGRAM_SOURCES "")

function(truce_room room)
  set(sources ${ARGN})
  list(TRANSFORM sources PREPEND "src/${room}/")
  list(TRANSFORM sources APPEND ".c")
  if(room STREQUAL "cli")
    set(TRUCE_PROGRAM_SOURCES ${TRUCE_PROGRAM_SOURCES} ${sources} PARENT_SCOPE)
  else()
    set(TRUCE_LIBRARY_SOURCES ${TRUCE_LIBRARY_SOURCES} ${sources} PARENT_SCOPE)
  endif()
endfunction()
