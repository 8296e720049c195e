using System.Text;
using System.Text.Unicode;

namespace MobileCoin.Hosting;

/// <summary>The text of a configuration file, and where in it something stands.</summary>
internal sealed class ConfigurationSource(string name, byte[] bytes)
{
    internal string Name => name;

    internal byte[] Bytes => bytes;

    /// <summary>Where the text stops being UTF-8; -1: nowhere.</summary>
    internal int FirstInvalid()
    {
        if (Utf8.IsValid(bytes)) return -1;
        int at = 0;
        while (Rune.DecodeFromUtf8(bytes.AsSpan(at), out _, out int used) == System.Buffers.OperationStatus.Done) at += used;
        return at;
    }

    /// <summary>Line and column of a byte, both from 1; columns count characters.</summary>
    internal (int Line, int Column) Position(int offset)
    {
        ReadOnlySpan<byte> before = bytes.AsSpan(0, Math.Min(offset, bytes.Length));
        int start = before.LastIndexOf((byte)'\n') + 1;
        int column = 1;
        foreach (byte b in before[start..]) column += (b & 0xc0) != 0x80 ? 1 : 0;
        return (before.Count((byte)'\n') + 1, column);
    }

    internal HostingException Error(int offset, string key, string problem)
    {
        (int line, int column) = Position(offset);
        return new HostingException(key.Length == 0 ? $"{name}:{line}:{column}: {problem}" : $"{name}:{line}:{column}: {key}: {problem}");
    }
}
