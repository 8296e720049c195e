// The addresses that an instruction will access, from its operands and the registers before it.
using Iced.Intel;

namespace MobileCoin.MachineTrace.Test;

/// <summary>Decodes instructions of a stopped process, each once, since its code does not change.</summary>
internal sealed class MemoryOperands(Stream memory)
{
    private const int LongestInstruction = 15;

    private readonly Dictionary<ulong, UsedMemory[]> _known = [];
    private readonly InstructionInfoFactory _factory = new();
    private readonly byte[] _bytes = new byte[LongestInstruction];

    /// <summary>Writes the addresses that the next instruction reads, writes or prefetches, and gives their number.</summary>
    public int Addresses(in UserRegisters registers, Span<ulong> addresses)
    {
        if (!_known.TryGetValue(registers.Rip, out UsedMemory[]? operands)) _known[registers.Rip] = operands = Decode(registers.Rip);
        for (int i = 0; i < operands.Length; i++)
        {
            UsedMemory operand = operands[i];
            addresses[i] = Value(operand.Base, registers) + (Value(operand.Index, registers) * (ulong)operand.Scale) + operand.Displacement
                + (operand.Segment == Register.FS ? registers.FsBase : 0);
        }
        return operands.Length;
    }

    private UsedMemory[] Decode(ulong address)
    {
        memory.Position = (long)address;
        int read = memory.ReadAtLeast(_bytes, LongestInstruction, throwOnEndOfStream: false);
        Instruction instruction = Decoder.Create(64, new ByteArrayCodeReader(_bytes, 0, read), address).Decode();
        if (instruction.IsInvalid) throw new InvalidOperationException($"no instruction known to the decoder at {address:x}");
        // Neither accesses what it names. All else does, prefetches too.
        if (instruction.Mnemonic is Mnemonic.Lea or Mnemonic.Nop) return [];
        return [.. _factory.GetInfo(instruction).GetUsedMemory()];
    }

    private static ulong Value(Register register, in UserRegisters r) => register switch
    {
        // Displacements from the instruction pointer are given as addresses.
        Register.None or Register.RIP => 0,
        Register.RAX => r.Rax,
        Register.RCX => r.Rcx,
        Register.RDX => r.Rdx,
        Register.RBX => r.Rbx,
        Register.RSP => r.Rsp,
        Register.RBP => r.Rbp,
        Register.RSI => r.Rsi,
        Register.RDI => r.Rdi,
        Register.R8 => r.R8,
        Register.R9 => r.R9,
        Register.R10 => r.R10,
        Register.R11 => r.R11,
        Register.R12 => r.R12,
        Register.R13 => r.R13,
        Register.R14 => r.R14,
        Register.R15 => r.R15,
        _ => throw new NotSupportedException($"an address made with {register}: the gate does not know gathers"),
    };
}
