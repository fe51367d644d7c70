/* The Go runtime asks bcryptprimitives.dll for random numbers, and Wine before version 8.8 has none. This stands in for it, in
   the test's own Wine: SystemFunction036 is RtlGenRandom. */
#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T length) { return SystemFunction036(data, (ULONG)length); }
