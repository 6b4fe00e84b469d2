using System.Buffers.Binary;
using System.Text;

namespace Beacon.Processes.Linux.Launching;

/// <summary>elf(5): whether a program is linked statically, and what it needs.</summary>
internal static class ElfFile
{
    private const int HeaderBytes = 64;
    private const int ProgramHeaderBytes = 56;
    private const uint PT_INTERP = 3;

    /// <summary>
    /// The machine that a program is for (e_machine), and its dynamic linker; null: there is none, or the file can't be read, or is not a
    /// 64-bit little-endian ELF file.
    /// </summary>
    public static (int? Machine, string? Linker) Needs(string path)
    {
        const int PATH_MAX = 4096;
        int? machine = null;
        try
        {
            using var file = File.OpenRead(path);
            Span<byte> header = stackalloc byte[HeaderBytes];
            file.ReadExactly(header);
            machine = BinaryPrimitives.ReadUInt16LittleEndian(header[18..]);
            if (!header.StartsWith("\u007fELF\u0002\u0001"u8))
                return (machine, null);
            file.Position = BinaryPrimitives.ReadInt64LittleEndian(header[32..]);
            var count = BinaryPrimitives.ReadUInt16LittleEndian(header[56..]);
            Span<byte> program = stackalloc byte[ProgramHeaderBytes];
            for (var index = 0; index < count; index++)
            {
                file.ReadExactly(program);
                if (BinaryPrimitives.ReadUInt32LittleEndian(program) != PT_INTERP)
                    continue;

                // p_offset, p_filesz; the text ends with a zero.
                file.Position = BinaryPrimitives.ReadInt64LittleEndian(program[8..]);
                var text = new byte[Math.Clamp(BinaryPrimitives.ReadInt64LittleEndian(program[32..]), 0, PATH_MAX)];
                file.ReadExactly(text);
                return (machine, Encoding.UTF8.GetString(text).TrimEnd('\0'));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Truncated, or with places that do not exist.
        }

        return (machine, null);
    }

    /// <summary>
    /// Whether the program names no dynamic linker; null: the file can't be read, or is not a 64-bit little-endian ELF file.
    /// </summary>
    public static bool? IsStatic(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            Span<byte> header = stackalloc byte[HeaderBytes];
            file.ReadExactly(header);

            // ELFCLASS64, ELFDATA2LSB.
            if (!header.StartsWith("\u007fELF\u0002\u0001"u8))
                return null;

            // e_phoff, e_phentsize, e_phnum; p_type is the first word of a program header.
            file.Position = BinaryPrimitives.ReadInt64LittleEndian(header[32..]);
            if (BinaryPrimitives.ReadUInt16LittleEndian(header[54..]) != ProgramHeaderBytes)
                return null;
            var count = BinaryPrimitives.ReadUInt16LittleEndian(header[56..]);
            Span<byte> program = stackalloc byte[ProgramHeaderBytes];
            for (var index = 0; index < count; index++)
            {
                file.ReadExactly(program);
                if (BinaryPrimitives.ReadUInt32LittleEndian(program) == PT_INTERP)
                    return false;
            }

            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
