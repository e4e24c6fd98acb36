# truce_cadical: the SAT solver CaDiCaL behind its C interface, where there is one. Debian has it as a
# static library without a .pc file; it is C++ inside, so its runtime is linked too, and a program is
# linked to see whether that works.
if(NOT TRUCE_SAT)
  return()
endif()

find_path(TRUCE_CADICAL_INCLUDE ccadical.h)
find_library(TRUCE_CADICAL_LIBRARY cadical)
mark_as_advanced(TRUCE_CADICAL_INCLUDE TRUCE_CADICAL_LIBRARY)
if(NOT TRUCE_CADICAL_INCLUDE OR NOT TRUCE_CADICAL_LIBRARY)
  return()
endif()

include(CheckCSourceCompiles)
foreach(runtime stdc++ c++)
  set(CMAKE_REQUIRED_INCLUDES ${TRUCE_CADICAL_INCLUDE})
  set(CMAKE_REQUIRED_LIBRARIES ${TRUCE_CADICAL_LIBRARY} ${runtime} m)
  string(MAKE_C_IDENTIFIER "TRUCE_CADICAL_WITH_${runtime}" works)
  check_c_source_compiles("
    #include <ccadical.h>
    int main(void) {
        CCaDiCaL *s = ccadical_init();
        ccadical_constrain(s, 1);
        ccadical_constrain(s, 0);
        ccadical_release(s);
        return 0;
    }" ${works})
  unset(CMAKE_REQUIRED_INCLUDES)
  unset(CMAKE_REQUIRED_LIBRARIES)
  if(${works})
    add_library(truce_cadical INTERFACE)
    target_include_directories(truce_cadical SYSTEM INTERFACE ${TRUCE_CADICAL_INCLUDE})
    target_link_libraries(truce_cadical INTERFACE ${TRUCE_CADICAL_LIBRARY} ${runtime} m)
    set(TRUCE_CXX_RUNTIME "-l${runtime}")
    break()
  endif()
endforeach()
