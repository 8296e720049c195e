// Files that operators write: TOML and JSON, read into one model, so that what reads a setting need not know which it was.

namespace MobileCoin.Hosting;

/// <summary>Reads configuration files. Errors name the file, the line, the column and the key.</summary>
public static class ConfigurationFile
{
    /// <summary>Most bytes of a file.</summary>
    public const int MaxLength = 4 << 20;

    /// <summary>How deep tables and lists may lie in each other.</summary>
    public const int MaxDepth = 64;

    /// <summary>Reads a file, by its extension: <c>.toml</c> or <c>.json</c>.</summary>
    /// <exception cref="HostingException">The file has another extension, cannot be read, is too large, or is not what its extension says.</exception>
    public static ConfigurationNode Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        string extension = Path.GetExtension(path).ToUpperInvariant();
        if (extension is not (".TOML" or ".JSON")) throw new HostingException($"{path}: the file's name ends neither with .toml nor with .json");
        byte[] bytes = Bytes(path);
        return extension == ".TOML" ? ParseToml(path, bytes) : ParseJson(path, bytes);
    }

    /// <summary>Reads TOML 1.0. Dates and times are texts.</summary>
    /// <param name="name">What errors call the file.</param>
    /// <param name="utf8">Its contents.</param>
    /// <exception cref="HostingException">It is not TOML, nests too deeply or is too large.</exception>
    public static ConfigurationNode ParseToml(string name, ReadOnlySpan<byte> utf8) => new TomlParser(Source(name, utf8)).Parse();

    /// <summary>Reads JSON, strictly: one object, no comments, no trailing commas, no key twice.</summary>
    /// <param name="name">What errors call the file.</param>
    /// <param name="utf8">Its contents.</param>
    /// <exception cref="HostingException">It is not JSON, nests too deeply or is too large.</exception>
    public static ConfigurationNode ParseJson(string name, ReadOnlySpan<byte> utf8) => JsonConfiguration.Parse(Source(name, utf8));

    /// <summary>The bytes of a file that is not too large.</summary>
    private static byte[] Bytes(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            if (stream.Length > MaxLength) throw new HostingException($"{path}: the file is over {MaxLength} bytes");
            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new HostingException($"{path}: cannot be read: {e.Message}", e);
        }
    }

    private static ConfigurationSource Source(string name, ReadOnlySpan<byte> utf8)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (utf8.Length > MaxLength) throw new HostingException($"{name}: the file is over {MaxLength} bytes");
        int skip = utf8.StartsWith("\uFEFF"u8) ? 3 : 0;
        var source = new ConfigurationSource(name, utf8[skip..].ToArray());
        int bad = source.FirstInvalid();
        if (bad >= 0) throw source.Error(bad, "", "the text is not UTF-8");
        return source;
    }
}
