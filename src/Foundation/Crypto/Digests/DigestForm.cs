// How values of a type that is not itself digestible are digested: what the generic containers are composed from (fact sheet crypto §5.3).
namespace MobileCoin.Crypto;

/// <summary>Appends a value as one node.</summary>
/// <param name="transcript">Where to.</param>
/// <param name="context">The field's name, or empty in a list.</param>
/// <param name="value">The value.</param>
public delegate void AppendNode<in T>(ref MerlinTranscript transcript, ReadOnlySpan<byte> context, T value);

/// <summary>The digest form of a type: its node, and when a struct's field omits it. Made by <see cref="DigestForms"/>.</summary>
public sealed class DigestForm<T>
{
    private readonly AppendNode<T> _append;
    private readonly Func<T, bool>? _isOmitted;

    internal DigestForm(AppendNode<T> append, Func<T, bool>? isOmitted = null)
    {
        _append = append;
        _isOmitted = isOmitted;
    }

    /// <summary>Appends a value as exactly one node (the plain form).</summary>
    public void Append(ref MerlinTranscript transcript, ReadOnlySpan<byte> context, T value) => _append(ref transcript, context, value);

    /// <summary>Appends a struct's field: one node, or nothing (the may-omit form).</summary>
    public void AppendField(ref MerlinTranscript transcript, ReadOnlySpan<byte> context, T value)
    {
        if (!IsOmitted(value)) _append(ref transcript, context, value);
    }

    internal bool IsOmitted(T value) => _isOmitted is not null && _isOmitted(value);
}
