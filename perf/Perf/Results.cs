using System.Text;
using System.Text.Json;

namespace MobileCoin.Perf;

/// <summary>The results for people and for programs.</summary>
internal static class Results
{
    internal static void PrintTable(List<Row> rows, Registry registry)
    {
        int width = Math.Max(4, rows.Max(r => r.Name.Length));
        Console.WriteLine($"{Processor.Model()}, .NET {Environment.Version}, one thread");
        IEnumerable<string> references = registry.Benchmarks
            .Where(b => rows.Exists(r => r.Name.StartsWith(b.Name, StringComparison.Ordinal))).Select(b => b.Reference.Name).Distinct(StringComparer.Ordinal);
        Console.WriteLine($"ratio: to {string.Join(" or ", references)}, timed in between the samples");
        Console.WriteLine();
        Console.WriteLine($"{"name".PadRight(width)}  {"ns/op",12}  {"median",12}  {"reference",10}  {"ratio",8}  {"bound",-12}  backend");
        foreach (Row row in rows)
        {
            Console.WriteLine($"{row.Name.PadRight(width)}  {row.NsPerOp,12:N1}  {row.Median,12:N1}  {row.Reference,10:N0}  {row.Ratio,8:N4}  {row.Bound,-12}  {row.Backend}");
        }
        foreach ((string prefix, Func<string> text) in registry.Notes)
        {
            if (rows.Exists(r => r.Name.StartsWith(prefix, StringComparison.Ordinal))) Console.WriteLine(text());
        }
    }

    /// <summary>Writes the JSON array. The file appears whole or not at all.</summary>
    internal static void WriteJson(List<Row> rows, string path)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartArray();
            foreach (Row row in rows)
            {
                json.WriteStartObject();
                json.WriteString("name", row.Name);
                json.WriteNumber("ns_per_op", Math.Round(row.NsPerOp, 3));
                json.WriteNumber("reference", Math.Round(row.Reference, 3));
                json.WriteNumber("ratio", Math.Round(row.Ratio, 6));
                json.WriteString("backend", row.Backend);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        WriteWhole(path, Encoding.UTF8.GetString(buffer.ToArray()) + "\n");
    }

    internal static void WriteWhole(string path, string text)
    {
        string whole = Path.GetFullPath(path);
        File.WriteAllText(whole + ".new", text);
        File.Move(whole + ".new", whole, overwrite: true);
    }
}
