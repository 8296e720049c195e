using System.Diagnostics;
using System.Globalization;

namespace MobileCoin.Lmdb.Test;

/// <summary>What another process does with an environment.</summary>
internal static class OtherProcess
{
    internal static int Run(string[] arguments)
    {
        string path = arguments[1];
        switch (arguments[0])
        {
            case "count": // adds one to a number, many times, among others who do the same
                using (LmdbEnvironment environment = LmdbEnvironment.Open(path, new LmdbOptions { Durability = LmdbDurability.NoSync }))
                {
                    LmdbDatabase database = environment.OpenDatabase("numbers");
                    for (int i = int.Parse(arguments[2], CultureInfo.InvariantCulture); i > 0; i--) environment.Write(t => Increment(t, database));
                }
                return 0;
            case "read": // holds a reader's slot until it is killed
                LmdbEnvironment held = LmdbEnvironment.Open(path, new LmdbOptions { ReadOnly = true });
                LmdbReadTransaction reading = held.BeginRead();
                Console.WriteLine(reading.Id.ToString(CultureInfo.InvariantCulture));
                Console.ReadLine();
                return 0;
            case "grow": // makes the map larger than this test's
                using (LmdbEnvironment environment = LmdbEnvironment.Open(path, new LmdbOptions { MapSize = 1 << 26, Durability = LmdbDurability.NoSync }))
                {
                    LmdbDatabase database = environment.OpenDatabase("numbers");
                    environment.Write(t => t.Put(database, "large"u8, new byte[1 << 24]));
                }
                return 0;
            default:
                return 2;
        }
    }

    internal static void Increment(LmdbWriteTransaction transaction, LmdbDatabase database)
    {
        ulong number = transaction.TryGet(database, "n"u8, out ReadOnlySpan<byte> value) ? BitConverter.ToUInt64(value) : 0;
        transaction.Put(database, "n"u8, BitConverter.GetBytes(number + 1));
    }

    internal static Process Start(params string[] arguments) =>
        Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["other", .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false })!;
}
