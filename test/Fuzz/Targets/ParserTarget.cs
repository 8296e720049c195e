// Static Parse, TryParse, Decode and Read methods, and constructors from bytes, found by reflection.
namespace MobileCoin.Fuzz.Targets;

internal delegate T FromBytes<out T>(ReadOnlySpan<byte> bytes);

internal delegate T FromText<out T>(ReadOnlySpan<char> text);

internal delegate bool TryFromBytes<T>(ReadOnlySpan<byte> bytes, out T? value);

internal delegate bool TryFromText<T>(ReadOnlySpan<char> text, out T? value);

/// <summary>A decoder that is one function. Beside the exceptions of the project's own it may name others.</summary>
internal sealed class ParserTarget(string name, InputKind kind, AllocationBound bound, params Type[] refusals) : Target(name, kind, bound)
{
    private string _text = "";

    internal Func<string, object?>? Text { get; init; }

    internal FromBytes<object?>? Bytes { get; init; }

    internal Action<object>? Then { get; init; }

    internal override bool Refuses(Exception e) =>
        (e.GetType().Assembly.GetName().Name!.StartsWith("MobileCoin.", StringComparison.Ordinal) && e is not BrokenException)
        || refusals.Contains(e.GetType());

    internal override void Prepare(ReadOnlySpan<byte> input)
    {
        if (Text is not null) _text = TextInput.Of(input);
    }

    internal override object? Decode(ReadOnlySpan<byte> input) => Text is not null ? Text(_text) : Bytes!(input);

    internal override void Examine(object decoded) => Then?.Invoke(decoded);
}
