// The record shapes as types, so that the JIT folds their sizes (notes §5).
using System.Runtime.CompilerServices;
using MobileCoin.Oblivious.Oram;

namespace MobileCoin.Oblivious.Map;

/// <summary>A tree block that holds a record: the key, the value, zeros.</summary>
internal interface IRecord : IBlock
{
    static abstract int KeyBytes { get; }

    static abstract int ValueBytes { get; }
}

internal readonly struct ViewRecord : IRecord
{
    public static int Lines
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 4;
    }

    public static int KeyBytes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 16;
    }

    public static int ValueBytes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 240;
    }
}

internal readonly struct KeyImageRecord : IRecord
{
    public static int Lines
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 1;
    }

    public static int KeyBytes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 32;
    }

    public static int ValueBytes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 16;
    }
}

internal readonly struct CounterRecord : IRecord
{
    public static int Lines
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 1;
    }

    public static int KeyBytes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 32;
    }

    public static int ValueBytes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 8;
    }
}

/// <summary>256 bytes: an index bucket, or 64 labels of the position map.</summary>
internal readonly struct WideBlock : IBlock
{
    public static int Lines
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 4;
    }
}
