// Reads what the JIT prints with DOTNET_JitDisasm and DOTNET_JitDisasmWithCodeBytes: one listing a method.
using System.Globalization;
using System.Text.RegularExpressions;

namespace MobileCoin.ConstantTime.Test;

/// <summary>One instruction of a listing. The offset is from the method's first byte.</summary>
internal sealed record Instruction(int Offset, string Mnemonic, string Operands)
{
    internal bool IsConditionalJump => Mnemonic[0] == 'j' && Mnemonic != "jmp";

    /// <summary>A jump to an address in a register or table: a switch. Tail calls are printed as tail.jmp.</summary>
    internal bool IsIndirectJump => Mnemonic == "jmp" && Label is null;

    /// <summary>Integer or floating-point division or square root: its time may depend on the operands.</summary>
    internal bool IsDivision =>
        Mnemonic is "div" or "idiv"
        || Mnemonic.TrimStart('v') is "divss" or "divsd" or "divps" or "divpd" or "sqrtss" or "sqrtsd" or "sqrtps" or "sqrtpd";

    /// <summary>The label that a jump goes to, or null.</summary>
    internal string? Label
    {
        get
        {
            string target = Operands.StartsWith("SHORT ", StringComparison.Ordinal) ? Operands[6..] : Operands;
            return Mnemonic[0] == 'j' && target.StartsWith("G_M", StringComparison.Ordinal) ? target : null;
        }
    }

    /// <summary>The method or runtime helper that a direct call goes to, or null.</summary>
    internal string? Callee =>
        Mnemonic is not ("call" or "tail.jmp" or "tail.call") ? null
        : Operands.StartsWith('[') && Operands.EndsWith(']') ? Operands[1..^1]
        : Operands.StartsWith('[') ? Operands[(Operands.IndexOf(']', StringComparison.Ordinal) + 1)..] // through a table: [r11]Class:Method
        : Operands;

    public override string ToString() => Operands.Length == 0 ? Mnemonic : $"{Mnemonic} {Operands}";
}

/// <summary>The machine code of one compiled method.</summary>
internal sealed partial class Listing
{
    private readonly Dictionary<string, int> _labels = new(StringComparer.Ordinal);
    private readonly List<Instruction> _instructions = [];

    private Listing(string method, string tier) => (Method, Tier) = (method, tier);

    /// <summary>The name as the JIT writes it: Class:Method(arguments):result.</summary>
    internal string Method { get; }

    /// <summary>How it was compiled: FullOpts, Tier0, …</summary>
    internal string Tier { get; }

    internal IReadOnlyList<Instruction> Instructions => _instructions;

    /// <summary>The index of the first instruction at a label.</summary>
    internal int IndexOf(string label) => _labels[label];

    /// <summary>Whether an instruction lies before the code of the method's body, in the group that the JIT numbers 01.</summary>
    internal bool IsProlog(int index) => _labels.Count < 2 || index < _labels.Values.Order().ElementAt(1);

    internal bool IsLabelled(int index) => _labels.ContainsValue(index);

    internal static List<Listing> ReadAll(TextReader reader)
    {
        var listings = new List<Listing>();
        Listing? current = null;
        while (reader.ReadLine() is { } line)
        {
            if (Header().Match(line) is { Success: true } header)
            {
                current = new Listing(header.Groups["method"].Value, header.Groups["tier"].Value);
                listings.Add(current);
            }
            else if (current is not null && LabelLine().Match(line) is { Success: true } label)
            {
                current._labels[label.Groups["label"].Value] = current._instructions.Count;
                current.ExpectOffset(int.Parse(label.Groups["offset"].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            }
            else if (current is not null && InstructionLine().Match(line) is { Success: true } code)
            {
                string operands = Regex.Replace(code.Groups["operands"].Value, " +", " ", RegexOptions.None, TimeSpan.FromSeconds(10)).Trim();
                current._instructions.Add(new Instruction(current._next, code.Groups["mnemonic"].Value, operands));
                current._next += code.Groups["bytes"].Length / 2;
            }
            else if (current is not null && CodeLine().IsMatch(line)) throw new InvalidDataException($"{current.Method}: not understood: {line}");
            else if (current is not null && EndLine().Match(line) is { Success: true } end)
            {
                current.ExpectOffset(int.Parse(end.Groups["bytes"].ValueSpan, CultureInfo.InvariantCulture));
                current = null;
            }
        }
        return listings;
    }

    private const int MostPadding = 15;

    private int _next;

    // The bytes of the instructions read so far must add up: an instruction that this reader does not understand cannot go unseen.
    // Where the JIT had planned a longer encoding before an aligned loop, it fills up with nops that it does not print.
    private void ExpectOffset(int offset)
    {
        if (_next > offset || _next + MostPadding < offset)
            throw new InvalidDataException($"{Method}: instructions up to 0x{_next:x4} were understood, but the JIT is at 0x{offset:x4}");
        _next = offset;
    }

    [GeneratedRegex(@"^; Assembly listing for method (?<method>.+) \((?<tier>[^()]+)\)$", RegexOptions.None, 10000)]
    private static partial Regex Header();

    [GeneratedRegex("^(?<label>G_M[0-9]+_IG[0-9]+):.*offset=0x(?<offset>[0-9A-F]+)", RegexOptions.None, 10000)]
    private static partial Regex LabelLine();

    [GeneratedRegex("^ {7}[0-9A-F]{2}", RegexOptions.None, 10000)]
    private static partial Regex CodeLine();

    [GeneratedRegex("^; Total bytes of code (?<bytes>[0-9]+)", RegexOptions.None, 10000)]
    private static partial Regex EndLine();

    [GeneratedRegex(@"^ {7}(?<bytes>(?:[0-9A-F]{2})+) +(?<mnemonic>[a-z][a-z0-9_.]*)(?<operands>.*)$", RegexOptions.None, 10000)]
    private static partial Regex InstructionLine();
}
