/* hold PATH: opens a file or folder and lets no other program rename it, until its input ends. */
#include <windows.h>
#include <stdio.h>

int wmain(int count, wchar_t **words)
{
    HANDLE held = CreateFileW(words[count - 1], GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING,
                              FILE_FLAG_BACKUP_SEMANTICS, NULL);
    if (held == INVALID_HANDLE_VALUE)
        return 1;
    puts("held");
    fflush(stdout);
    getchar();
    return 0;
}
