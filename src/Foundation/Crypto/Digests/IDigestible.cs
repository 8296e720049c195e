// What has a structured digest (fact sheet crypto §5). Types write their nodes out by hand, one line a field.
namespace MobileCoin.Crypto;

/// <summary>
/// A type with a structured Merlin digest. A struct reads
/// <code>
/// public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan&lt;byte&gt; context)
/// {
///     using DigestAggregate node = transcript.DigestAggregate(context, "Range"u8);
///     node.UInt64("from"u8, From);
///     node.UInt64("to"u8, To);
/// }
/// </code>
/// an enum writes <c>transcript.DigestVariant(context, "Topic"u8, which)</c> and then exactly one node, whose context is the
/// variant's name, and a transparent wrapper forwards to what it wraps with the context it got.
/// A field that is omitted at a certain value is an <c>if</c> around its line.
/// </summary>
public interface IDigestible
{
    /// <summary>Appends this value as exactly one node (the plain form).</summary>
    /// <param name="transcript">Where to.</param>
    /// <param name="context">The field's name, or empty in a list.</param>
    void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context);
}

/// <summary>A digestible that may vanish from a struct's fields: a transparent wrapper of bytes, a string, a list or an option.</summary>
public interface IOmittable : IDigestible
{
    /// <summary>Whether a field with this value appends nothing.</summary>
    bool IsOmitted { get; }
}
