// HC-128 (eSTREAM specification, H. Wu) as a random generator: it feeds the nonces of Schnorr signatures (fact sheet crypto §2.1 step C).
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MobileCoin.Curve25519;

namespace MobileCoin.Crypto;

/// <summary>The keystream of HC-128: key and IV are the halves of the seed. Constant time: its tables are read by masked scans.</summary>
public sealed unsafe class Hc128 : Keystream
{
    private const int Words = Hc128Tables<PlainMaskedTable>.Words, SetupWords = Hc128Tables<PlainMaskedTable>.SetupWords;
    private const int Group = Hc128Tables<PlainMaskedTable>.Group;

    private readonly SimdLevel _level;

    // Pinned: the collector must not leave copies of secrets behind.
    private readonly uint[] _tables = GC.AllocateUninitializedArray<uint>(Words, pinned: true);
    private readonly uint[] _group = GC.AllocateUninitializedArray<uint>(Group, pinned: true);
    private int _step;
    private int _next = Group;

    /// <summary>Starts the stream of a seed.</summary>
    /// <param name="seed">32 bytes.</param>
    /// <exception cref="ArgumentException">Another length.</exception>
    public Hc128(ReadOnlySpan<byte> seed)
        : this(seed, Simd.Level)
    {
    }

    internal Hc128(ReadOnlySpan<byte> seed, SimdLevel level)
    {
        Error.ThrowIfNotLength(seed.Length, SeedSize, nameof(seed));
        _level = level;
        uint* words = stackalloc uint[SetupWords];
        new ReadOnlySpan<uint>(Setup(words, seed, level), Words).CopyTo(_tables);
        Zero(new Span<uint>(words, SetupWords));
    }

    /// <summary>The start of a seed's stream, without an object: what a signature takes.</summary>
    /// <param name="seed">32 bytes.</param>
    /// <param name="output">Filled; at most 2048 bytes.</param>
    /// <exception cref="ArgumentException">Another length.</exception>
    public static void Start(ReadOnlySpan<byte> seed, Span<byte> output) => Start(seed, output, Simd.Level);

    internal static void Start(ReadOnlySpan<byte> seed, Span<byte> output, SimdLevel level)
    {
        Error.ThrowIfNotLength(seed.Length, SeedSize, nameof(seed));
        Error.ThrowIfNotBetween(output.Length, 0, 2048, nameof(output));
        uint* words = stackalloc uint[SetupWords];
        uint* group = stackalloc uint[Group];
        uint* tables = Setup(words, seed, level);
        Span<byte> bytes = new(group, Group * sizeof(uint));
        for (int step = 0; !output.IsEmpty; step += Group)
        {
            Generate(tables, step, group, level);
            int taken = Math.Min(output.Length, bytes.Length);
            bytes[..taken].CopyTo(output);
            output = output[taken..];
        }
        Zero(new Span<uint>(words, SetupWords));
        Zero(new Span<uint>(group, Group));
    }

    private protected override uint Next()
    {
        if (_next == Group)
        {
            fixed (uint* tables = _tables, group = _group) Generate(tables, _step, group, _level);
            _step = (_step + Group) & (Words - 1);
            _next = 0;
        }
        return _group[_next++];
    }

    private protected override void Wipe()
    {
        Zero(_tables);
        Zero(_group);
    }

    private static uint* Setup(uint* words, ReadOnlySpan<byte> seed, SimdLevel level)
    {
        for (int i = 0; i < SeedSize / sizeof(uint); i++) words[i] = BinaryPrimitives.ReadUInt32LittleEndian(seed[(i * sizeof(uint))..]);
        return level switch
        {
            SimdLevel.Avx512 => Hc128Tables<Avx512MaskedTable>.Setup(words),
            SimdLevel.Avx2 => Hc128Tables<Avx2MaskedTable>.Setup(words),
            _ => Hc128Tables<PlainMaskedTable>.Setup(words),
        };
    }

    private static void Generate(uint* tables, int step, uint* output, SimdLevel level)
    {
        switch (level)
        {
            case SimdLevel.Avx512: Hc128Tables<Avx512MaskedTable>.Generate(tables, step, output); break;
            case SimdLevel.Avx2: Hc128Tables<Avx2MaskedTable>.Generate(tables, step, output); break;
            default: Hc128Tables<PlainMaskedTable>.Generate(tables, step, output); break;
        }
    }

    private static void Zero(Span<uint> words) => CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(words));
}
