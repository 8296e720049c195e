// The input that is being decoded, in a file that outlives the process: a stack overflow leaves no exception behind.
using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using System.Text;

namespace MobileCoin.Fuzz.Run;

internal sealed class LastInput : IDisposable
{
    private const int Size = 4 << 20;
    private const int NameSize = 256;
    private const int Header = NameSize + sizeof(int);

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    internal LastInput(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Create, mapName: null, Size);
        _view = _file.CreateViewAccessor();
    }

    internal void Set(string target, byte[] input)
    {
        byte[] name = new byte[NameSize];
        Encoding.UTF8.GetBytes(target, name);
        _view.Write(NameSize, 0);
        _view.WriteArray(0, name, 0, NameSize);
        int length = Math.Min(input.Length, Size - Header);
        _view.WriteArray(Header, input, 0, length);
        _view.Write(NameSize, length);
    }

    /// <summary>Nothing is being decoded any more.</summary>
    internal void Clear() => _view.Write(NameSize, 0);

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }

    /// <summary>What a process that is gone was decoding; null if there is nothing.</summary>
    internal static (string Target, byte[] Input)? Read(string path)
    {
        if (!File.Exists(path)) return null;
        byte[] file = File.ReadAllBytes(path);
        if (file.Length < Header) return null;
        int length = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(NameSize));
        if (length <= 0 || length > file.Length - Header) return null;
        return (Encoding.UTF8.GetString(file.AsSpan(0, NameSize)).TrimEnd('\0'), file[Header..(Header + length)]);
    }
}
