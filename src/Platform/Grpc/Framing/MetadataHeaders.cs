// Metadata as headers: names that end in -bin carry bytes in base64, sent without padding and accepted with or without it.
using Grpc.Core;

namespace MobileCoin.Grpc;

/// <summary>Entries of metadata as header values and back.</summary>
internal static class MetadataHeaders
{
    /// <summary>An entry's value as it travels.</summary>
    /// <exception cref="RefusedException">The text holds what no header may hold.</exception>
    internal static string ValueOf(Metadata.Entry entry)
    {
        if (entry.IsBinary) return Convert.ToBase64String(entry.Bytes).TrimEnd('=');
        foreach (char c in entry.Value)
        {
            if (c is < ' ' and not '\t' or '\x7F') throw Frames.Malformed($"the value of the header {entry.Key} holds a control character");
        }
        return entry.Value;
    }

    /// <summary>Adds a header that arrived. False when a -bin value is no base64.</summary>
    internal static bool TryAdd(Metadata metadata, string name, string value)
    {
        string key = name.ToLowerInvariant();
        if (!Metadata.Entry.HasBinarySuffix(key))
        {
            metadata.Add(Metadata.Entry.FromWire(key, value));
            return true;
        }
        // Several values of one name may have been joined on the way.
        foreach (string part in value.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!TryDecode(part, out byte[] bytes)) return false;
            metadata.Add(Metadata.Entry.FromWire(key, bytes));
        }
        return true;
    }

    internal static bool TryDecode(string base64, out byte[] bytes)
    {
        string padded = (base64.Length % 4) switch { 2 => base64 + "==", 3 => base64 + "=", _ => base64 };
        bytes = new byte[padded.Length / 4 * 3];
        if (!Convert.TryFromBase64String(padded, bytes, out int length)) return false;
        Array.Resize(ref bytes, length);
        return true;
    }
}
