// The name under which a node is reached (fact sheet crypto §5.7, §9.7).
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Blockchain;

/// <summary>Host and port, such as <c>node1.example.com:8443</c>. Any text decodes: see <see cref="IsValid"/>. The default is empty.</summary>
public readonly struct ResponderId : IEquatable<ResponderId>, IComparable<ResponderId>, IDigestible
{
    private readonly string? _text;

    /// <summary>Takes any text.</summary>
    public ResponderId(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _text = text;
    }

    /// <summary>The text.</summary>
    public string Text => _text ?? "";

    /// <summary>Whether the text holds a colon.</summary>
    public bool IsValid => Text.Contains(':', StringComparison.Ordinal);

    /// <summary>Takes a text with a colon in it.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static ResponderId Parse(string text)
    {
        var id = new ResponderId(text);
        return id.IsValid ? id : throw new FormatException($"no responder id, which is host:port: '{text}'");
    }

    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "ResponderId"u8);
        node.TextAlways("0"u8, Text);
    }

    /// <inheritdoc/>
    public int CompareTo(ResponderId other) => string.CompareOrdinal(Text, other.Text);

    /// <inheritdoc/>
    public bool Equals(ResponderId other) => string.Equals(Text, other.Text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ResponderId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text.</summary>
    public override string ToString() => Text;

    internal void WriteTo(ProstWriter writer, int field, WireForm form)
    {
        if (form == WireForm.Public)
        {
            writer.Text(field, Text);
            return;
        }
        int start = writer.Begin(field);
        writer.Text(1, Text);
        writer.End(start);
    }

    /// <summary>Equality of the texts.</summary>
    public static bool operator ==(ResponderId a, ResponderId b) => a.Equals(b);

    /// <summary>Inequality of the texts.</summary>
    public static bool operator !=(ResponderId a, ResponderId b) => !a.Equals(b);
}

/// <summary>Gathers a responder id while a message is read.</summary>
internal ref struct ResponderIdField
{
    private ReadOnlySpan<byte> _bytes;
    private string? _text;

    internal void Add(ref ProstReader reader, WireForm form)
    {
        if (form == WireForm.Public) _text = reader.Text();
        else reader.Merge(ref _bytes);
    }

    internal readonly ResponderId Read(in ProstReader reader)
    {
        string text = _text ?? "";
        ProstReader nested = reader.Nested(_bytes);
        while (nested.TryReadField(out int field))
        {
            if (field == 1) text = nested.Text();
            else nested.Skip();
        }
        return new ResponderId(text);
    }
}
