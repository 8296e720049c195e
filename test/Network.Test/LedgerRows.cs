using MobileCoin.Lmdb;

namespace MobileCoin.Network.Test;

/// <summary>Every row of every database in a folder, whatever they mean.</summary>
internal static class LedgerRows
{
    /// <summary>Compares two folders row by row.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <param name="except">Databases that may differ.</param>
    /// <returns>How many rows are equal.</returns>
    internal static long AssertEqual(string left, string right, params string[] except)
    {
        using LmdbEnvironment a = LmdbEnvironment.Open(left, new LmdbOptions { ReadOnly = true }), b = LmdbEnvironment.Open(right, new LmdbOptions { ReadOnly = true });
        string[] names = [.. a.DatabaseNames().Order(StringComparer.Ordinal)];
        Assert.Equal(names, b.DatabaseNames().Order(StringComparer.Ordinal));
        long rows = 0;
        foreach (string name in names.Except(except, StringComparer.Ordinal)) rows += AssertEqual(a, b, name);
        return rows;
    }

    private static long AssertEqual(LmdbEnvironment a, LmdbEnvironment b, string name)
    {
        LmdbDatabase first = a.OpenDatabase(name), second = b.OpenDatabase(name);
        using LmdbReadTransaction left = a.BeginRead(), right = b.BeginRead();
        using LmdbCursor one = left.OpenCursor(first), other = right.OpenCursor(second);
        long rows = 0;
        bool has = one.MoveFirst();
        for (Assert.Equal(has, other.MoveFirst()); has; rows++)
        {
            Assert.True(one.Key.SequenceEqual(other.Key), $"{name}: row {rows} has the keys {Convert.ToHexStringLower(one.Key)} and {Convert.ToHexStringLower(other.Key)}");
            Assert.True(one.Value.SequenceEqual(other.Value), $"{name}: the values of {Convert.ToHexStringLower(one.Key)} differ");
            has = one.MoveNext();
            Assert.Equal(has, other.MoveNext());
        }
        return rows;
    }
}
