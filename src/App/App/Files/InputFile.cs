using System.Security.Cryptography;
using System.Text.Json;
using MobileCoin.Accounts;
using MobileCoin.Attestation;
using MobileCoin.Crypto;
using MobileCoin.Hosting;
using MobileCoin.Wire;

namespace MobileCoin.App.Files;

/// <summary>Files that tools read. What is wrong is said with the flag and the file.</summary>
internal static class InputFile
{
    /// <summary>More than any file that these tools read holds.</summary>
    private const long MostBytes = 64 << 20;

    /// <summary>Makes a value of a file's bytes.</summary>
    internal delegate T Reader<out T>(ReadOnlySpan<byte> contents);

    /// <summary>Reads a file. The bytes are wiped afterwards.</summary>
    /// <param name="source">The flag that names it, for the error.</param>
    /// <param name="path">The file.</param>
    /// <param name="read">What makes something of the bytes.</param>
    /// <exception cref="HostingException">The file cannot be read, or holds something else.</exception>
    internal static T Read<T>(string source, string path, Reader<T> read)
    {
        byte[] contents = [];
        try
        {
            using (FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0))
            {
                if (stream.Length > MostBytes) throw new HostingException($"{source}: {path}: the file is larger than {MostBytes} bytes");
                contents = GC.AllocateUninitializedArray<byte>((int)stream.Length, pinned: true);
                stream.ReadExactly(contents);
            }
            return read(contents);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || IsRefusal(e))
        {
            throw new HostingException($"{source}: {path}: {e.Message}", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(contents);
        }
    }

    /// <summary>Whether something says that bytes or a text are not what they should be.</summary>
    internal static bool IsRefusal(Exception e) =>
        e is WireException or PrintableException or MnemonicException or EvidenceFormatException or KeyException or JsonException or FormatException
            or CryptographicException;

    /// <summary>The files of a folder with an ending, in upstream's order: by length of the path, then by its bytes.</summary>
    /// <exception cref="HostingException">The folder cannot be read.</exception>
    internal static IReadOnlyList<string> List(string source, string folder, string extension)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder, "*" + extension)
                .Where(path => path.EndsWith(extension, StringComparison.Ordinal))
                .OrderBy(path => System.Text.Encoding.UTF8.GetByteCount(path)).ThenBy(path => path, StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HostingException($"{source}: {folder}: {e.Message}", e);
        }
    }
}
