# Every flag of every build, in one place. `truce_flags` is what each target of ours compiles
# and links with; nothing of it reaches who uses the installed library.

set(CMAKE_C_STANDARD 17)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

# CI=true in the environment turns warnings into errors, and so does -DTRUCE_WERROR=ON.
set(truce_in_ci OFF)
if("$ENV{CI}" STREQUAL "true")
  set(truce_in_ci ON)
endif()
option(TRUCE_WERROR "Treat warnings as errors" ${truce_in_ci})
set(TRUCE_SANITIZE "" CACHE STRING "Value of -fsanitize=, fuzzer included; empty for none")

add_library(truce_flags INTERFACE)
target_compile_definitions(truce_flags INTERFACE _POSIX_C_SOURCE=200809L)
target_compile_options(truce_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes
  -Wformat=2 -Wwrite-strings -Wundef -Wvla -ffp-contract=off
  $<$<BOOL:${TRUCE_WERROR}>:-Werror>)

if(TRUCE_SANITIZE)
  # libFuzzer brings its own main(), so the library is only instrumented for it; a fuzz target
  # adds the driver itself (tests/fuzz).
  string(REGEX REPLACE "(^|,)fuzzer(,|$)" "\\1fuzzer-no-link\\2" truce_sanitize
    "${TRUCE_SANITIZE}")
  set(truce_sanitize_flags -fsanitize=${truce_sanitize} -fno-sanitize-recover=all
    -fno-omit-frame-pointer)
  target_compile_options(truce_flags INTERFACE ${truce_sanitize_flags})
  target_link_options(truce_flags INTERFACE ${truce_sanitize_flags})
else()
  set(truce_sanitize_flags "")
endif()

include(CheckCCompilerFlag)

# An error names our source file; it says src/base/edtf.c wherever the checkout lies.
check_c_compiler_flag("-fmacro-prefix-map=a=b" TRUCE_HAS_MACRO_PREFIX_MAP)
if(TRUCE_HAS_MACRO_PREFIX_MAP)
  target_compile_options(truce_flags INTERFACE
    "-fmacro-prefix-map=${PROJECT_SOURCE_DIR}/=")
endif()

# One set of position-independent objects serves both libraries. Without this, gcc may not
# inline a public function into its own file, since another library could replace it.
check_c_compiler_flag(-fno-semantic-interposition TRUCE_HAS_NO_SEMANTIC_INTERPOSITION)
if(TRUCE_HAS_NO_SEMANTIC_INTERPOSITION)
  target_compile_options(truce_flags INTERFACE -fno-semantic-interposition)
endif()

# Exported names carry a version where the linker can do it (GNU ld, gold, lld).
include(CheckLinkerFlag)
set(TRUCE_VERSION_SCRIPT "${PROJECT_SOURCE_DIR}/cmake/libtruce.map")
check_linker_flag(C "LINKER:--version-script=${TRUCE_VERSION_SCRIPT}"
  TRUCE_HAS_VERSION_SCRIPT)
