// One decoder as the fuzzer sees it: bytes in, an object or a refusal out.
namespace MobileCoin.Fuzz;

/// <summary>How the inputs of a target are built, and so how they are mutated.</summary>
internal enum InputKind
{
    Protobuf,
    Cbor,
    Text,
    Bytes,
}

/// <summary>What decoding may allocate: a constant for exceptions and small objects, and a factor for each byte of input.</summary>
internal readonly record struct AllocationBound(int Constant, int PerByte)
{
    internal long Of(int length) => Constant + ((long)PerByte * length);
}

internal abstract class Target(string name, InputKind kind, AllocationBound bound)
{
    internal string Name { get; } = name;

    internal InputKind Kind { get; } = kind;

    internal AllocationBound Bound { get; } = bound;

    /// <summary>The methods that this target calls, as Type.Method.</summary>
    internal IReadOnlyList<string> Covers { get; init; } = [];

    /// <summary>A default run gives the target one of so many inputs: more for what takes long.</summary>
    internal int Share { get; init; } = 1;

    /// <summary>The valid inputs that mutation starts from.</summary>
    internal IReadOnlyList<byte[]> Seeds { get; set; } = [];

    /// <summary>Whether an exception is one of those that the decoder's documentation names.</summary>
    internal abstract bool Refuses(Exception e);

    /// <summary>Makes of the input what the decoder takes; not measured.</summary>
    internal virtual void Prepare(ReadOnlySpan<byte> input)
    {
    }

    /// <summary>Decodes; measured.</summary>
    /// <returns>The object; null if the decoder refused without an exception.</returns>
    internal abstract object? Decode(ReadOnlySpan<byte> input);

    /// <summary>What must hold for what was decoded; throws <see cref="BrokenException"/> if it does not.</summary>
    internal virtual void Examine(object decoded)
    {
    }

    /// <summary>Candidates for seeds beside the vectors' messages.</summary>
    internal IEnumerable<byte[]> Candidates { get; init; } = [];

    /// <summary>As <see cref="Candidates"/>, drawn.</summary>
    internal virtual IEnumerable<byte[]> Samples(Random random) => Candidates;

    /// <summary>Whether encoding what a candidate decodes to gives the candidate: the best seeds.</summary>
    internal virtual bool IsCanonical(ReadOnlySpan<byte> candidate) => true;

    public override string ToString() => Name;
}

/// <summary>A decoder's promise that an input breaks.</summary>
internal sealed class BrokenException : Exception
{
    public BrokenException(string message)
        : base(message)
    {
    }

    public BrokenException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
